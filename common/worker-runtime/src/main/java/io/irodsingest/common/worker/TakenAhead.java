package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.UnreadableTaskException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tasks that this worker took in the table together with the commit of another task of their job: their messages wait in its local queue,
 * and when a thread comes to one soon enough, it begins it without another round trip. What was taken too long ago is taken again,
 * because other workers look at the heartbeats after a while to see whether the task was begun. Thread-safe.
 */
final class TakenAhead {
    /** A task that was taken is begun within this time; {@link Elsewhere} counts on it. */
    static final Duration FRESH = Duration.ofMillis(500);

    private final LocalQueue localQueue;
    private final LongSupplier nanoTime;
    private final Map<Delivery, Entry> entries = new IdentityHashMap<>();

    /**
     * @param since before it was asked for, by the clock of nanoseconds
     * @param taken empty until it is known
     */
    private record Entry(long since, Optional<Taken> taken) {}

    /** A message that waits here, and its task. */
    record Candidate(Delivery delivery, TaskMessage task) {}

    TakenAhead(LocalQueue localQueue) {
        this(localQueue, System::nanoTime);
    }

    TakenAhead(LocalQueue localQueue, LongSupplier nanoTime) {
        this.localQueue = localQueue;
        this.nanoTime = nanoTime;
    }

    /** A task of the job that waits here for a thread and was not taken yet. It counts as being asked for from now on. */
    synchronized Optional<Candidate> next(String jobId, String queue) {
        entries.values().removeIf(entry -> !isFresh(entry));
        Optional<Candidate> next = localQueue
                .firstWaiting(queue, delivery -> isOf(jobId, delivery) && !entries.containsKey(delivery))
                .flatMap(TakenAhead::read);
        next.ifPresent(one -> entries.put(one.delivery(), new Entry(nanoTime.getAsLong(), Optional.empty())));
        return next;
    }

    private static boolean isOf(String jobId, Delivery delivery) {
        return !delivery.redelivered() && !delivery.isStale() && delivery.messageId().flatMap(TaskMessage.Id::parse)
                .filter(id -> id.jobId().equals(jobId)).isPresent();
    }

    private static Optional<Candidate> read(Delivery delivery) {
        try {
            return Optional.of(new Candidate(delivery, TaskCodec.decode(delivery.body())));
        } catch (UnreadableTaskException toBeBuried) {
            // by the thread that comes to it
            return Optional.empty();
        }
    }

    /** Keeps what came of taking it. Without effect when a thread has come to it meanwhile, and takes it itself. */
    synchronized void note(Candidate candidate, Taken taken) {
        if (taken.other().isEmpty()) {
            entries.computeIfPresent(candidate.delivery(),
                    (delivery, entry) -> new Entry(entry.since(), Optional.of(taken)));
        }
    }

    /** What is known of a delivery that a thread comes to; once. */
    synchronized Optional<Taken> take(Delivery delivery) {
        return Optional.ofNullable(entries.remove(delivery)).filter(this::isFresh).flatMap(Entry::taken);
    }

    private boolean isFresh(Entry entry) {
        return nanoTime.getAsLong() - entry.since() < FRESH.toNanos();
    }
}
