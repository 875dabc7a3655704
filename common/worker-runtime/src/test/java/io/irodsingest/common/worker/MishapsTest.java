package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MishapsTest {
    private final FakeCluster cluster = new FakeCluster();
    private final ProcessMetrics metrics = new ProcessMetrics("worker-test", "1");
    private final Mishaps mishaps = new Mishaps(Partial.of(Broker.class, cluster.messages),
            Partial.of(Accounting.class, cluster.taskTable), cluster.outages,
            new TaskMeters(metrics.meters(), new TaskHandlers()), Duration.ofSeconds(1));

    @AfterEach
    void end() {
        metrics.close();
    }

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
        assertThat(metrics.text()).contains("irods_ingest_mishaps_total 5.0");
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

    /** A newer process wrote it, in the middle of an upgrade, and newer workers can do it. */
    @Test
    void aRecordThatCannotBeReadHereIsLeftToOthersAndNoTry() throws Exception {
        FakeDelivery foreign = cluster.task("job", 1);
        for (int i = 0; i < 3 * Mishaps.MOST_TRIES; i++) {
            assertThat(mishaps.note(foreign, new UnreadableRecordException("the record", "newer", null)))
                    .contains(Duration.ofSeconds(2));
        }

        assertThat(mishaps.wasBegun(foreign)).isTrue();
        assertThat(cluster.messages.buried).isEmpty();
        assertThat(cluster.outages.current()).as("Redis is well").isEmpty();
    }

    @Test
    void whatWasBegunForNobodysFaultHasAllItsTriesYet() throws Exception {
        FakeDelivery copy = cluster.task("job", 1);
        assertThat(mishaps.wasBegun(copy)).isFalse();
        mishaps.begun(copy);
        mishaps.begun(copy);

        assertThat(mishaps.wasBegun(copy)).isTrue();
        assertThat(mishaps.isOverdue(copy)).as("another worker may be at it").isFalse();
        assertThat(mishaps.note(copy, new IllegalStateException("first"))).contains(Duration.ofSeconds(1));
    }

    /** The broker took them back, and whoever got them goes on with them. */
    @Test
    void aRefusalIsOverWhenAllThatIsLeftOfItWentElsewhere() throws Exception {
        FakeDelivery first = cluster.task("job", 1);
        FakeDelivery takenBack = cluster.task("job", 2);
        mishaps.note(first, new RedisRefusedException("NOPERM", null));
        mishaps.note(takenBack, new RedisRefusedException("NOPERM", null));
        takenBack.stale();

        mishaps.over(first);

        assertThat(cluster.outages.current()).isEmpty();
    }

    /** Messages that went to other workers are never over here. */
    @Test
    void theOldestOfVeryManyIsForgotten() throws Exception {
        FakeDelivery oldest = cluster.task("job", 0);
        mishaps.begun(oldest);
        for (int i = 1; i < 10_000; i++) {
            mishaps.begun(cluster.task("job", i));
        }
        assertThat(mishaps.wasBegun(oldest)).isTrue();

        mishaps.begun(cluster.task("job", 10_000));

        assertThat(mishaps.wasBegun(oldest)).isFalse();
        assertThat(mishaps.wasBegun(cluster.task("job", 1))).isTrue();
    }

    @Test
    void aMessageOfNoJobIsBuriedAndNobodyIsTold() throws Exception {
        FakeDelivery garbage = FakeDelivery.ofBytes("file", new byte[]{1, 2}, "garbage");

        mishaps.giveUp(garbage, "it cannot be read");

        assertThat(cluster.messages.buried).containsEntry("garbage", "it cannot be read");
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void aMessageIsBuriedThoughItsJobCannotBeTold() throws Exception {
        FakeDelivery poison = cluster.task("job", 7);
        cluster.taskTable.onFail = () -> {
            throw new RedisRefusedException("NOPERM", null);
        };

        mishaps.giveUp(poison, "no use");

        assertThat(cluster.messages.buried).containsEntry("job-7", "no use");
    }
}
