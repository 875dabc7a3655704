package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A job that is in the middle of registering: some tasks are done, some are with the workers, and some wait in the queue. */
final class MiddleJob implements InheritedJob {
    private static final String NAME = "middle";
    private static final int DIRECTORIES = 20;
    private static final int FILES = 200;
    /** Tasks of five files, on four threads. */
    private static final int MOST_DONE_TWICE = 20;

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, DIRECTORIES, FILES / DIRECTORIES);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        earlier.start(site.job(NAME).operation("REGISTER_SYNC").filesPerTask(5).maxRequestsPerSecond(12).build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        assertThat(job.ended()).as("the earlier version was killed in time").isFalse();
        return job.count("files") == FILES && job.count("registered") >= 10;
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", (long) FILES, "directories", DIRECTORIES + 1L));
        assertThat(Awaited.sum(ended.counts(), "registered", "existing")).isEqualTo(FILES);
        assertThat(ended.count("registered")).isBetween((long) FILES - MOST_DONE_TWICE, (long) FILES);
        Awaited.assertTarget(site, NAME);
    }
}
