package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.orchestrator.watch.QueueRates.Rate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How fast a queue fills and empties. */
class QueueRatesTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final QueueRates rates = new QueueRates(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void look(long ready, Beat... workers) {
        rates.note(ClusterSnapshot.UNSEEN.withState(RedisTime.UNKNOWN, CurrentJobs.UNSEEN, List.of(workers), 0)
                .withQueues(Map.of("file", new QueueDepth(ready, 1)), 0));
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private Beat taking(String id, long messages) {
        return new Beat(new Identity(id, "worker-test", "host", 1, "1", now), List.of("file"), 1, now,
                WorkerRegistry.STANDARD_SILENCE, Mode.ACTIVE, List.of(), Map.of(),
                new Work(Map.of(), List.of(), Map.of(), Map.of("file", messages), Map.of()));
    }

    @Test
    void ofOneLookNothingIsKnown() {
        assertThat(rates.of("file")).isEqualTo(new Rate(0, 0));
        look(100, taking("a", 50));

        assertThat(rates.of("file")).isEqualTo(new Rate(0, 0));
    }

    @Test
    void whatWorkersTookWentOutAndWithWhatItGrewCameIn() {
        look(100, taking("a", 50), taking("b", 0));
        pass(2);
        look(110, taking("a", 70), taking("b", 20));

        assertThat(rates.of("file")).isEqualTo(new Rate(25, 20));
        assertThat(rates.of("another")).isEqualTo(new Rate(0, 0));
    }

    @Test
    void aQueueThatOnlyEmptiesGetsNothing() {
        look(100, taking("a", 50));
        pass(2);
        look(60, taking("a", 90));

        assertThat(rates.of("file")).isEqualTo(new Rate(0, 20));
    }

    /** A worker counts from its begin. */
    @Test
    void workersComeAndGo() {
        look(100, taking("gone", 500), taking("again", 90));
        pass(2);
        look(100, taking("new", 10), taking("again", 3));

        assertThat(rates.of("file")).as("less than before is nothing").isEqualTo(new Rate(5, 5));
    }

    @Test
    void onlyTheLastTenSecondsCount() {
        look(0, taking("a", 0));
        pass(1);
        look(0, taking("a", 1000));
        for (int i = 0; i < 12; i++) {
            pass(1);
            look(0, taking("a", 1000));
        }

        assertThat(rates.of("file")).isEqualTo(new Rate(0, 0));
    }

    @Test
    void ofLooksThatAreFarApartTheLastTwoTell() {
        look(0, taking("a", 0));
        pass((int) Duration.ofMinutes(2).toSeconds());
        look(0, taking("a", 1200));

        assertThat(rates.of("file")).isEqualTo(new Rate(10, 10));
    }
}
