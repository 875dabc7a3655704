package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalQueueTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final LocalQueue localQueue = new LocalQueue(List.of("restart", "path", "file"),
            List.of("restart.front", "path.front", "file.front"));

    @Test
    void threadsTakeWhatEndsAJobFirstAndOneTakesBeginners() throws Exception {
        FakeDelivery begins = offered("restart", 1);
        FakeDelivery scans = offered("path", 2);
        FakeDelivery syncs = offered("file", 3);
        FakeDelivery later = offered("file", 4);

        assertThat(
                List.of(localQueue.take(false), localQueue.take(true), localQueue.take(false), localQueue.take(false)))
                .containsExactly(syncs, begins, later, scans);
    }

    @Test
    void whatCameFromAQueueForTheFrontIsTakenBeforeEverythingElse() throws Exception {
        offered("restart", 1);
        offered("file", 2);
        FakeDelivery begins = offered("restart.front", 3);
        FakeDelivery scans = offered("path.front", 4);
        FakeDelivery syncs = offered("file.front", 5);

        assertThat(List.of(localQueue.take(false), localQueue.take(true), localQueue.take(true)))
                .containsExactly(syncs, begins, scans);
    }

    @Test
    void whatIsHeldIsTakenAfterItsTimeAndBeforeWhatCameLater() throws Exception {
        FakeDelivery held = offered("file", 1);
        FakeDelivery later = offered("file", 2);
        localQueue.take(false);
        localQueue.hold(held, Duration.ZERO);
        localQueue.done();

        assertThat(List.of(localQueue.take(false), localQueue.take(false))).containsExactly(held, later);
    }

    @Test
    void whatTheBrokerHasTakenBackIsNotHandedOut() throws Exception {
        offered("file", 1).stale();
        FakeDelivery sound = offered("file", 2);

        assertThat(localQueue.take(false)).isEqualTo(sound);
    }

    @Test
    void tasksOfMessagesAreToldAsLongAsNobodyIsDoneWithThem() throws Exception {
        offered("file", 1);
        offered("file", 2);
        offered("path", 3);
        localQueue.hold(localQueue.take(false), Duration.ofHours(1));
        localQueue.done();
        localQueue.take(false);

        assertThat(localQueue.heldWithout(Map.of()).get("job")).as("held, in hand and waiting")
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(localQueue.heldWithout(Map.of("job", List.of(2L))).get("job")).as("those not at work")
                .containsExactlyInAnyOrder(1L, 3L);

        localQueue.done();
        assertThat(localQueue.heldWithout(Map.of()).get("job")).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void theNewestMessageThatNobodyHadGotBeforeTellsHowFarAQueueIs() {
        localQueue.offer(FakeDelivery.of("file", task(1)).publishedAt(NOON.plusSeconds(2)));
        localQueue.offer(FakeDelivery.of("file", task(2)).publishedAt(NOON.plusSeconds(1)));
        localQueue.offer(FakeDelivery.of("file", task(3)).publishedAt(NOON.plusSeconds(9)).asRedelivered());
        localQueue.offer(FakeDelivery.of("path", task(4)));

        assertThat(localQueue.reached()).containsExactly(Map.entry("file", NOON.plusSeconds(2)));
    }

    @Test
    void aSuspendedIntakeGivesBackAllAndTakesNothing() {
        FakeDelivery waits = offered("file", 1);
        localQueue.suspend();
        FakeDelivery late = offered("file", 2);
        localQueue.resume();
        FakeDelivery afterwards = offered("file", 3);

        assertThat(List.of(waits.fate(), late.fate(), afterwards.fate())).containsExactly(Fate.REQUEUED,
                Fate.REQUEUED, Fate.OPEN);
    }

    @Test
    void aThreadThatWaitsLearnsOfTheEnd() {
        CompletableFuture<Object> taken = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(String.valueOf(localQueue.take(false)));
            } catch (InterruptedException unexpected) {
                taken.completeExceptionally(unexpected);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);

        localQueue.close();

        assertThat(taken.join()).isEqualTo("null");
    }

    @Test
    void whatIsHeldWhenTheQueueIsClosedOrSuspendedGoesBack() throws Exception {
        FakeDelivery held = offered("file", 1);
        localQueue.hold(localQueue.take(false), Duration.ofHours(1));
        localQueue.done();
        localQueue.suspend();
        assertThat(held.fate()).isEqualTo(Fate.REQUEUED);

        FakeDelivery suspended = FakeDelivery.of("file", task(2));
        localQueue.hold(suspended, Duration.ZERO);
        assertThat(suspended.fate()).isEqualTo(Fate.REQUEUED);

        localQueue.resume();
        FakeDelivery waits = offered("file", 3);
        localQueue.close();
        FakeDelivery late = offered("file", 4);
        FakeDelivery heldLate = FakeDelivery.of("file", task(5));
        localQueue.hold(heldLate, Duration.ZERO);
        assertThat(List.of(waits.fate(), late.fate(), heldLate.fate())).containsOnly(Fate.REQUEUED);
        assertThat(localQueue.take(false)).as("no more").isNull();
        assertThat(localQueue.heldWithout(Map.of())).isEmpty();
    }

    @Test
    void whatTheBrokerHasTakenBackIsNotToldAsHeld() {
        offered("file", 1).stale();
        offered("file", 2);

        assertThat(localQueue.heldWithout(Map.of())).isEqualTo(Map.of("job", List.of(2L)));
    }

    @Test
    void aThreadThatWaitsTakesWhatWasHeldWhenItsTimeIsOver() throws Exception {
        FakeDelivery held = offered("file", 1);
        localQueue.hold(localQueue.take(false), Duration.ofMillis(50));
        localQueue.done();

        assertThat(localQueue.take(false)).isEqualTo(held);
    }

    @Test
    void itCountsWhatItTookInByQueue() {
        offered("file", 1);
        offered("file", 2);
        localQueue.suspend();
        offered("path", 3);

        assertThat(localQueue.taken()).as("what it gave back was not taken in")
                .containsEntry("file", 2L).containsEntry("path", 0L);
    }

    @Test
    void theLongestWaitIsThatOfTheOldestWhichStillWaits() throws Exception {
        assertThat(localQueue.longestWait(any -> true)).isZero();
        localQueue.offer(published("file", 1, 1000));
        localQueue.hold(localQueue.take(false), Duration.ofHours(1));
        localQueue.done();
        localQueue.offer(published("file", 2, 100));
        localQueue.offer(published("file", 3, 5000).stale());
        offered("file", 4);

        assertThat(localQueue.longestWait(any -> true).toSeconds()).as("of the held one").isBetween(1000L, 1100L);
        assertThat(localQueue.longestWait(one -> one.messageId().orElseThrow().equals("job-2")).toSeconds())
                .isBetween(100L, 200L);
    }

    @Test
    void aThreadThatWaitsTakesWhatComes() {
        CompletableFuture<Object> taken = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(localQueue.take(false));
            } catch (InterruptedException unexpected) {
                taken.completeExceptionally(unexpected);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);

        assertThat(taken).isNotDone();
        assertThat(offered("file", 1)).isEqualTo(taken.join());
    }

    private static FakeDelivery published(String queue, long number, long secondsAgo) {
        return FakeDelivery.of(queue, task(number)).publishedAt(Instant.now().minusSeconds(secondsAgo));
    }

    private FakeDelivery offered(String queue, long number) {
        FakeDelivery delivery = FakeDelivery.of(queue, task(number));
        localQueue.offer(delivery);
        return delivery;
    }

    private static TaskMessage task(long number) {
        return new TaskMessage("job", number, "nonce", new IngestTask.FinishPass());
    }
}
