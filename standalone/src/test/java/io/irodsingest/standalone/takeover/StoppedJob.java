package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.cli.client.AdminClient;

/** A job that was stopped in the middle. It stays so. */
final class StoppedJob implements InheritedJob {
    private static final String NAME = "stopped";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 1, 30);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("REGISTER_SYNC").filesPerTask(2).maxRequestsPerSecond(10).build());
        Awaited.until(earlier, NAME, job -> job.count("registered") > 2);
        earlier.stop(NAME);
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        return earlier.job(NAME).ended();
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        assertThat(current.job(NAME).state()).isEqualTo("STOPPED");
        assertThat(current.job(NAME).count("registered")).isBetween(3L, 29L);
        assertThat(current.job(NAME).count("files")).isEqualTo(30);
    }
}
