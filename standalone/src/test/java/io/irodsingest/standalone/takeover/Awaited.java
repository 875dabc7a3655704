package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobHistory.PassEnd;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is awaited of jobs, and the counts that are asserted. */
final class Awaited {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int EVENTS = 100;

    private Awaited() {}

    static JobView until(AdminClient client, String job, Predicate<JobView> condition) {
        return await().atMost(PATIENCE).pollInterval(POLL).ignoreExceptionsInstanceOf(AwayException.class)
                .until(() -> client.job(job), condition);
    }

    static JobView end(AdminClient client, String job) {
        return until(client, job, JobView::ended);
    }

    /** What the end of a pass was, which may not be the latest. */
    static PassEnd passEnd(AdminClient client, String job, long pass) {
        return await().atMost(PATIENCE).pollInterval(POLL).ignoreExceptionsInstanceOf(AwayException.class)
                .until(() -> client.history(job, 0, EVENTS).events().stream().filter(event -> event.pass() == pass)
                        .flatMap(event -> event.passEnd().stream()).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Stops a periodic job. */
    static void stop(AdminClient client, String job) throws Exception {
        client.stop(job);
        assertThat(end(client, job).state()).isEqualTo("STOPPED");
    }

    /** Ended well, with nothing left to do and nothing failed. */
    static void assertCompleted(JobView job) {
        assertThat(job.state()).as(job.toString()).isEqualTo("COMPLETED");
        assertThat(job.tasks().remainingTasks()).as(job.toString()).isZero();
        assertThat(job.tasks().failedTasks()).as(job.toString()).isZero();
        assertCounts(job.counts(), Map.of("failed", 0L, "vanished", 0L, "skipped", 0L));
    }

    static void assertCounts(Map<String, Long> counts, Map<String, Long> expected) {
        assertThat(counts).containsAllEntriesOf(expected);
    }

    static long sum(Map<String, Long> counts, String... names) {
        return Stream.of(names).mapToLong(name -> counts.getOrDefault(name, 0L)).sum();
    }

    /** All files of the source are in the target, each with its size, and nothing besides. */
    static void assertTarget(Site site, String job) throws Exception {
        assertThat(site.dataObjects(job)).isEqualTo(site.sourceFiles(job));
    }
}
