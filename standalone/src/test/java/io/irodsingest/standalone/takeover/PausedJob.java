package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A job of few tasks at a time that is paused in the middle. It stays so until somebody has it go on. */
final class PausedJob implements InheritedJob {
    private static final String NAME = "paused";
    private static final int FILES = 60;

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 1, FILES);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("REGISTER_SYNC").filesPerTask(4).maxParallelTasks(2)
                .maxRequestsPerSecond(10).build());
        Awaited.until(earlier, NAME, job -> job.count("registered") >= 8);
        earlier.pause(NAME);
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        return job.state().equals("PAUSED") && job.tasks().remainingTasks() > 0;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView paused = current.job(NAME);
        assertThat(paused.state()).isEqualTo("PAUSED");
        assertThat(paused.tasks().remainingTasks()).isPositive();
        assertThat(paused.count("registered")).isBetween(8L, FILES - 1L);
        current.resume(NAME);
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", (long) FILES, "directories", 1L));
        assertThat(Awaited.sum(ended.counts(), "registered", "existing")).isEqualTo(FILES);
        Awaited.assertTarget(site, NAME);
    }
}
