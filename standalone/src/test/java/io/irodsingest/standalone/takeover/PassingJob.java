package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobHistory.PassEnd;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A periodic job in the middle of its first pass. */
final class PassingJob implements InheritedJob {
    private static final String NAME = "passing";
    private static final int FILES = 40;

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 4, FILES / 4);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("REGISTER_SYNC").filesPerTask(4).maxRequestsPerSecond(1)
                .interval(WaitingJob.INTERVAL).build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        assertThat(job.pass().passes()).as("the earlier version was killed in time").isZero();
        return job.count("registered") >= 4;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        PassEnd first = Awaited.passEnd(current, NAME, 1);
        assertThat(first.outcome()).isEqualTo("COMPLETED");
        Awaited.assertCounts(first.counts(), Map.of("files", (long) FILES, "directories", 5L, "failed", 0L));
        assertThat(Awaited.sum(first.counts(), "registered", "existing")).isEqualTo(FILES);
        Awaited.assertTarget(site, NAME);
        Awaited.stop(current, NAME);
    }
}
