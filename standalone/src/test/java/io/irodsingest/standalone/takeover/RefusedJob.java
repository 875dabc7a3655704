package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import java.util.Map;

/** A job that has ended with a failure, because a collection is where a data object would be. It is retried without that. */
final class RefusedJob implements InheritedJob {
    private static final String NAME = "refused";
    private static final String FAILING = "003";

    @Override
    public void makeSource(Site site) throws Exception {
        site.files(NAME, 1, 10);
    }

    @Override
    public void begin(Site site, ClusterProcesses processes) throws Exception {
        AdminClient earlier = processes.client();
        site.collection(site.target(NAME) + '/' + FAILING);
        earlier.start(site.job(NAME).operation("PUT_SYNC").maxRetries(0).build());
    }

    @Override
    public boolean isReady(AdminClient earlier) throws Exception {
        return earlier.job(NAME).ended();
    }

    @Override
    public void takeOver(Site site, AdminClient current) throws Exception {
        JobView failed = current.job(NAME);
        assertThat(failed.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        Awaited.assertCounts(failed.counts(), Map.of("files", 10L, "uploaded", 9L, "failed", 1L));
        assertThat(current.failures(NAME, 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(site.source(NAME).resolve(FAILING).toString());
            assertThat(failure.error()).contains("a collection is in the target");
        });
        site.removeCollection(site.target(NAME) + '/' + FAILING);
        current.retry(NAME);
        JobView ended = Awaited.until(current, NAME, job -> job.ended() && !job.state().equals(failed.state()));
        Awaited.assertCompleted(ended);
        Awaited.assertCounts(ended.counts(), Map.of("files", 10L, "uploaded", 10L));
        assertThat(current.failures(NAME, 10).failures()).isEmpty();
        Awaited.assertTarget(site, NAME);
    }
}
