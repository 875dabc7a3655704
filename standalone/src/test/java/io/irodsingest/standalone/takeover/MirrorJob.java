package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.standalone.takeover.CatalogRecord.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A job with an event handler that deletes what its source no longer has: all else is done, and the deletions wait in their queue. A
 * first job, which has ended, has brought in what they are about.
 */
final class MirrorJob implements InheritedJob {
    private static final String NAME = "mirror";
    private static final String FIRST = "mirror-first";
    private static final String HANDLER = """
            operation: PUT_SYNC
            delete_mode: NO_TRASH
            metadata:
              - {on: data_object, when: create, attribute: made_by, value: '${job}'}
            """;

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
        earlier.start(request(site).jobName(NAME).build());
    }

    private static JobRequestBuilder request(Site site) {
        return site.job(NAME).eventHandler(new EventHandlerFile("yaml", "mirror.yaml",
                Base64.getEncoder().encodeToString(HANDLER.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void changeSource(Site site) throws Exception {
        site.remove(NAME, "d01/001");
        site.remove(NAME, "d02/002");
        site.remove(NAME, "d03");
        site.file(NAME, "d01/new");
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        return job.count("files") == 7 && job.count("uploaded") == 1 && job.tasks().remainingTasks() > 0
                && earlier.queues().queues().stream()
                        .anyMatch(queue -> queue.name().equals("delete")
                                && queue.ready() == job.tasks().remainingTasks());
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView first = current.job(FIRST);
        Awaited.assertCompleted(first);
        Awaited.assertCounts(first.counts(), Map.of("files", 12L, "uploaded", 12L, "directories", 4L));
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", 7L, "directories", 3L, "uploaded", 1L, "unchanged", 6L,
                "deleted", 6L, "collections_deleted", 1L));
        Awaited.assertTarget(site, NAME);
        try (IrodsSession session = site.session()) {
            assertThat(session.exists(site.target(NAME) + "/d03")).isFalse();
            assertThat(CatalogRecord.dataObjects(session, site.target(NAME))).allSatisfy(object -> assertThat(
                    object.metadata()).isEqualTo(
                            List.of(new Attribute("made_by", object.path().endsWith("/new") ? NAME : FIRST, ""))));
        }
    }
}
