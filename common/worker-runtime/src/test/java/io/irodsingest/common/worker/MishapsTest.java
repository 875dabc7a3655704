package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MishapsTest {
    private final FakeCluster cluster = new FakeCluster();
    private final Mishaps mishaps = new Mishaps(Partial.of(Broker.class, cluster.messages),
            Partial.of(Accounting.class, cluster.taskTable), cluster.outages,
            new TaskMeters(Meters.NONE, new TaskHandlers()),
            Duration.ofSeconds(1));

    @Test
    void whatCannotBeWorkedOnIsBuriedAfterSomeTriesAndFailsItsJob() throws Exception {
        FakeDelivery poison = cluster.task("job", 7);
        List<Optional<Duration>> pauses = new ArrayList<>();
        for (int i = 0; i < Mishaps.MOST_TRIES; i++) {
            assertThat(poison.fate()).isEqualTo(Fate.OPEN);
            pauses.add(mishaps.note(poison, new IllegalStateException("no such state")));
        }

        assertThat(pauses).containsExactly(Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ofSeconds(2)),
                Optional.of(Duration.ofSeconds(4)), Optional.of(Duration.ofSeconds(8)), Optional.empty());
        assertThat(cluster.messages.buried.get("job-7")).contains("no such state").contains("5 tries");
        assertThat(cluster.taskTable.failures.get("job")).contains("task 7 of type FinishPass")
                .contains("no such state");
        assertThat(mishaps.wasBegun(poison)).as("forgotten").isFalse();
    }

    @Test
    void theJobOfATaskThatIsDoneDoesNotFail() throws Exception {
        FakeDelivery poison = cluster.task("job", 7);
        cluster.taskTable.open.clear();
        for (int i = 0; i < Mishaps.MOST_TRIES; i++) {
            mishaps.note(poison, new IllegalStateException("no such state"));
        }

        assertThat(cluster.messages.buried).containsKey("job-7");
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void aTryThatEndsWellIsTheEndOfIt() throws Exception {
        FakeDelivery unlucky = cluster.task("job", 7);
        for (int i = 0; i < 3 * Mishaps.MOST_TRIES; i++) {
            assertThat(mishaps.note(unlucky, new IllegalStateException("once"))).isPresent();
            assertThat(mishaps.wasBegun(unlucky)).isTrue();
            mishaps.over(unlucky);
        }

        assertThat(cluster.messages.buried).isEmpty();
    }

    @Test
    void aRefusalIsNoTryAndIsOverWhenTheLastThatWasRefusedGotThrough() throws Exception {
        FakeDelivery first = cluster.task("job", 1);
        FakeDelivery second = cluster.task("job", 2);
        for (int i = 0; i < 3 * Mishaps.MOST_TRIES; i++) {
            assertThat(mishaps.note(first, new RedisRefusedException("NOPERM", null))).isPresent();
            assertThat(mishaps.note(second, new RedisRefusedException("NOPERM", null))).isPresent();
        }
        mishaps.over(cluster.task("job", 3));
        mishaps.over(first);
        assertThat(cluster.outages.current()).hasSize(1);

        mishaps.over(second);

        assertThat(cluster.outages.current()).isEmpty();
        assertThat(cluster.messages.buried).isEmpty();
    }
}
