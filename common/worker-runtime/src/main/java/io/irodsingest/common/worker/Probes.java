package io.irodsingest.common.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whose turn it is to find out whether a source is back that is away. That may take a client of a store many seconds, so one thread
 * of a worker does it at a time, however many jobs wait; one that takes very long has reached its source, and does not keep the
 * others back. Thread-safe.
 */
final class Probes {
    static final Duration LONGEST = Duration.ofSeconds(20);

    private final LongSupplier nanoTime;
    private boolean taken;
    private long takenUntil;
    private Thread by;

    Probes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return whether the turn is this thread's */
    synchronized boolean begin() {
        long now = nanoTime.getAsLong();
        if (taken && now - takenUntil < 0) {
            return false;
        }
        taken = true;
        takenUntil = now + LONGEST.toNanos();
        by = Thread.currentThread();
        return true;
    }

    /** This thread knows now; without effect when the turn is another one's. */
    synchronized void end() {
        if (by == Thread.currentThread()) {
            taken = false;
            by = null;
        }
    }
}
