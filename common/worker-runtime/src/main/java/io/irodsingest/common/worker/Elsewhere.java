package io.irodsingest.common.worker;

import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Accounting.Begun;
import io.irodsingest.common.state.Accounting.Taken;
import java.util.Optional;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Whether other workers are at a task whose message came here too. The heartbeats are asked for twice a second at most. Thread-safe. */
final class Elsewhere {
    private static final Duration KNOWN_FOR = Duration.ofMillis(500);
    /**
     * Until each worker has told what it was at when a message was delivered again, or whether it began what it took: the time until it
     * begins, a beat, and the time for its way.
     */
    private static final Duration UNTOLD = TakenAhead.FRESH.plus(WorkerOptions.LONGEST_BEAT).plus(KNOWN_FOR)
            .plusMillis(500);

    private final WorkerRegistry workers;
    private final String workerId;
    private final Lock asking = new ReentrantLock();
    private List<Beat> beats = List.of();
    private long askedAt = System.nanoTime() - KNOWN_FOR.toNanos();

    /** @param workerId the worker that asks */
    Elsewhere(WorkerRegistry workers, String workerId) {
        this.workers = workers;
        this.workerId = workerId;
    }

    /** Whether it is too early to know: somebody may have begun the task just before the message came back. */
    static boolean isUntold(Delivery delivery) {
        return delivery.redelivered() && delivery.waited().compareTo(UNTOLD) < 0;
    }

    String workerId() {
        return workerId;
    }

    /**
     * Gives a task to this worker, unless another one is at it, or may be.
     *
     * @return as {@link Accounting#take}
     */
    Optional<Taken> take(Accounting accounting, TaskMessage delivered, boolean cameAgain)
            throws InterruptedException {
        Optional<Taken> taken = accounting.take(delivered, cameAgain, workerId, Optional.empty());
        Optional<Begun> other = taken.flatMap(Taken::other);
        return other.isEmpty() || other.get().ago().compareTo(UNTOLD) < 0 || isAtWork(delivered)
                ? taken
                : accounting.take(delivered, cameAgain, workerId, other.map(Begun::worker));
    }

    boolean isAtWork(TaskMessage task) throws InterruptedException {
        return beats().stream().anyMatch(beat -> !beat.id().equals(workerId)
                && beat.running().getOrDefault(task.jobId(), List.of()).contains(task.number()));
    }

    private List<Beat> beats() throws InterruptedException {
        asking.lockInterruptibly();
        try {
            if (System.nanoTime() - askedAt >= KNOWN_FOR.toNanos()) {
                beats = workers.alive();
                askedAt = System.nanoTime();
            }
            return beats;
        } finally {
            asking.unlock();
        }
    }
}
