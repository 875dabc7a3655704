package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A job of which an entry has failed and is to be tried again after a while. */
final class RetryingJob implements InheritedJob {
    private static final String NAME = "retrying";
    private static final String FAILING = "003";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 1, 5);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        site.collection(site.target(NAME) + '/' + FAILING);
        earlier.start(site.job(NAME).operation("PUT_SYNC").maxRetries(3).retryDelay(60.0).build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        JobView job = earlier.job(NAME);
        return job.count("uploaded") == 4 && job.tasks().remainingTasks() == 1;
    }

    @Override
    public void prepareTakeover(Site site) throws Exception {
        site.removeCollection(site.target(NAME) + '/' + FAILING);
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView ended = Awaited.end(current, NAME);
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", 5L, "uploaded", 5L, "retries", 1L));
        assertThat(current.failures(NAME, 10).failures()).isEmpty();
        Awaited.assertTarget(site, NAME);
    }
}
