package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobHistory.PassEnd;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/**
 * A periodic job between two passes. What the first has uploaded is not compared again by the second, as it would be if the second did
 * not understand what is remembered of it.
 */
final class WaitingJob implements InheritedJob {
    static final double INTERVAL = 90;
    private static final String NAME = "waiting";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 2, 6);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("PUT_SYNC").compare("NEVER").interval(INTERVAL).build());
        Awaited.until(earlier, NAME, job -> job.state().equals("WAITING"));
        changeSource(site);
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        assertThat(job.pass().passes()).isEqualTo(1);
        return job.state().equals("WAITING");
    }

    @Override
    public void changeSource(Site site) throws Exception {
        site.file(NAME, "d01/new");
        site.file(NAME, "d02/001", "other, and longer than before");
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        PassEnd first = Awaited.passEnd(current, NAME, 1);
        Awaited.assertCounts(first.counts(), Map.of("files", 12L, "directories", 3L, "uploaded", 12L));
        PassEnd second = Awaited.passEnd(current, NAME, 2);
        assertThat(second.outcome()).isEqualTo("COMPLETED");
        Awaited.assertCounts(second.counts(),
                Map.of("files", 13L, "directories", 3L, "uploaded", 2L, "existing", 11L, "failed", 0L));
        Awaited.assertTarget(site, NAME);
        Awaited.stop(current, NAME);
    }
}
