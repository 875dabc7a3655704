package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.common.state.Accounting.Begun;
import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.worker.TakenAhead.Candidate;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which waiting task is taken together with a commit, and how long that is good for. */
class TakenAheadTest {
    private final LocalQueue localQueue = new LocalQueue(List.of("other", FakeCluster.QUEUE), List.of());
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final TakenAhead ahead = new TakenAhead(localQueue, nanos::get);

    @Test
    void theFirstOfTheJobThatWaitsInTheQueueIsTaken() {
        offer(FakeDelivery.of("other", message("job", 1)));
        offer(FakeDelivery.of(FakeCluster.QUEUE, message("another", 2)));
        offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 3)).asRedelivered());
        offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 4)).stale());
        FakeDelivery wanted = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 5)));
        FakeDelivery later = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 6)));

        assertThat(ahead.next("job", FakeCluster.QUEUE)).map(Candidate::delivery).contains(wanted);
        assertThat(ahead.next("job", FakeCluster.QUEUE)).as("the first is asked for").map(Candidate::delivery)
                .contains(later);
        assertThat(ahead.next("job", FakeCluster.QUEUE)).isEmpty();
        assertThat(ahead.next("job", "unknown")).isEmpty();
    }

    @Test
    void whatWasTakenIsKnownOnceAndForAShortTime() {
        FakeDelivery first = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 1)));
        FakeDelivery second = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 2)));
        Candidate one = ahead.next("job", FakeCluster.QUEUE).orElseThrow();
        Candidate two = ahead.next("job", FakeCluster.QUEUE).orElseThrow();
        assertThat(ahead.take(first)).as("it is not known yet").isEmpty();
        ahead.note(one, taken(one));
        assertThat(ahead.take(first)).as("a thread came to it before").isEmpty();

        ahead.note(two, taken(two));
        nanos.addAndGet(TakenAhead.FRESH.toNanos() - 1);
        assertThat(ahead.take(second)).contains(taken(two));
        assertThat(ahead.take(second)).isEmpty();
    }

    @Test
    void whatWasTakenTooLongAgoIsTakenAgain() {
        FakeDelivery delivery = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 1)));
        Candidate one = ahead.next("job", FakeCluster.QUEUE).orElseThrow();
        ahead.note(one, taken(one));
        nanos.addAndGet(TakenAhead.FRESH.toNanos());

        assertThat(ahead.take(delivery)).isEmpty();
        Candidate again = ahead.next("job", FakeCluster.QUEUE).orElseThrow();
        assertThat(again).isEqualTo(one);
        nanos.addAndGet(TakenAhead.FRESH.toNanos());
        assertThat(ahead.next("job", FakeCluster.QUEUE)).as("what is old stands in nobody's way").contains(one);
    }

    /** The thread that comes to it looks whether that worker is at it still. */
    @Test
    void whatAnotherWorkerBeganIsNotTaken() {
        FakeDelivery delivery = offer(FakeDelivery.of(FakeCluster.QUEUE, message("job", 1)));
        Candidate one = ahead.next("job", FakeCluster.QUEUE).orElseThrow();

        ahead.note(one, new Taken(one.task(), Optional.of(new Begun("other", Duration.ofMinutes(1)))));

        assertThat(ahead.take(delivery)).isEmpty();
    }

    private FakeDelivery offer(FakeDelivery delivery) {
        localQueue.offer(delivery);
        return delivery;
    }

    private static Taken taken(Candidate candidate) {
        return new Taken(candidate.task(), Optional.empty());
    }

    private static TaskMessage message(String job, long number) {
        return new TaskMessage(job, number, "nonce", new IngestTask.FinishPass());
    }
}
