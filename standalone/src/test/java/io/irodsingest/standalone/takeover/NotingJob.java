package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.common.irods.IrodsSession;
import java.util.Map;

/**
 * A job that has deleted what its source no longer has, and has noted the collection that is to be removed at the end of its pass; but a
 * file waits in a queue from which nobody takes. A first job, which has ended, has brought in what was deleted.
 */
final class NotingJob implements InheritedJob {
    private static final String NAME = "noting";
    private static final String FIRST = "noting-first";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 3, 4);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(request(site).jobName(FIRST).build());
        assertThat(Awaited.end(earlier, FIRST).state()).isEqualTo("COMPLETED");
        changeSource(site);
        earlier.start(request(site).fileQueue(ClusterProcesses.LATER_QUEUE).build());
        processes.deletingUntil(() -> isReady(earlier));
    }

    private static JobRequestBuilder request(Site site) {
        return site.job(NAME).operation("PUT_SYNC").deleteMode("NO_TRASH");
    }

    @Override
    public void changeSource(Site site) throws Exception {
        site.remove(NAME, "d03");
        site.file(NAME, "d01/new");
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        return job.count("files") == 9 && job.count("deleted") == 4 && job.tasks().remainingTasks() == 1;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", 9L, "directories", 3L, "uploaded", 1L, "unchanged", 8L,
                "deleted", 4L, "collections_deleted", 1L));
        Awaited.assertTarget(site, NAME);
        try (IrodsSession session = site.session()) {
            assertThat(session.exists(site.target(NAME) + "/d03")).isFalse();
        }
    }
}
