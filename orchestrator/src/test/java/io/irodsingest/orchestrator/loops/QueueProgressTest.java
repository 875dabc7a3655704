package io.irodsingest.orchestrator.loops;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.orchestrator.watch.RedisTime;
import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueProgressTest {
    private static final Instant T = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DELAY = Duration.ofSeconds(60);

    private final QueueProgress progress = new QueueProgress(DELAY);

    @Test
    void whatAQueueHasReachedCountsAfterAWhile() {
        for (int second = 0; second <= 70; second++) {
            note(second, 5, reached(T.minusSeconds(1000 - second)));
        }

        assertThat(passed(59)).as("workers may not have told yet what they took").isEmpty();
        assertThat(passed(60)).contains(T.minusSeconds(1000));
        assertThat(passed(70)).contains(T.minusSeconds(990));
    }

    @Test
    void anEmptyQueueHasReachedTheTimeWhenItWasLookedAtByTheClockOfRedis() {
        note(0, 0);
        note(5, 7);

        assertThat(passed(65)).contains(T);
    }

    @Test
    void ofManyWorkersTheFarthestTells() {
        note(0, 5, reached(T.minusSeconds(9)), reached(T.minusSeconds(3)), worker(Map.of("other", T)));

        assertThat(passed(60)).contains(T.minusSeconds(3));
    }

    @Test
    void aQueueWithoutWorkersIsNotKnownToHaveReachedAnything() {
        note(0, 5);

        assertThat(passed(3600)).isEmpty();
    }

    /** Workers were not able to tell what they have; only what is noted after it counts. */
    @Test
    void afterRedisWasAwayItBeginsAnew() {
        note(0, 0);
        note(30, 0);
        note(61, 0);

        assertThat(passed(100)).isEmpty();
        assertThat(passed(121)).contains(T.plusSeconds(61));
    }

    /** A worker that may be taken for dead sooner must be looked at more often. */
    @Test
    void theWorkerWithTheShortestSilenceSaysHowLongNobodyMayHaveLooked() {
        note(0, 0, worker(Map.of(), Duration.ofSeconds(3)));
        note(5, 0);
        note(6, 0);

        assertThat(passed(63)).as("what was noted before the gap").isEmpty();
        assertThat(passed(66)).contains(T.plusSeconds(6));
    }

    @Test
    void aLookThatIsOldSaysNothing() {
        progress.note(cluster(0, 0), nanos(0));
        progress.note(cluster(0, 0), nanos(20));

        assertThat(passed(90)).isEmpty();
    }

    private void note(int second, int ready, Beat... workers) {
        progress.note(cluster(second, ready, workers), nanos(second));
    }

    private static ClusterSnapshot cluster(int second, int ready, Beat... workers) {
        return new ClusterSnapshot(new RedisTime(T.plusSeconds(second), nanos(second)), CurrentJobs.UNSEEN, List.of(),
                List.of(workers),
                Map.of("file", new QueueDepth(ready, 0)), nanos(second), 0);
    }

    private Optional<Instant> passed(int second) {
        return progress.passed("file", nanos(second));
    }

    private static Beat reached(Instant time) {
        return worker(Map.of("file", time));
    }

    /** From a moment that is none of this machine's. */
    private static long nanos(int second) {
        return Duration.ofDays(100).plusSeconds(second).toNanos();
    }

    private static Beat worker(Map<String, Instant> reached) {
        return worker(reached, WorkerRegistry.STANDARD_SILENCE);
    }

    private static Beat worker(Map<String, Instant> reached, Duration silence) {
        return new Beat(new Identity("w", "kind", "host", 1, "1", T), List.of("file"), 1, T, silence, Mode.ACTIVE,
                List.of(), Map.of(), new Work(Map.of(), List.of(), Map.of(), Map.of(), reached));
    }
}
