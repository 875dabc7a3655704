package io.irodsingest.common.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a worker knows of the source of one job while it is away, so that not each of the job's tasks has to find out: after a
 * task could not reach it, the job's other tasks are put off at once, until it is time for one of them to try again. Pauses
 * grow. Thread-safe.
 */
final class SourceWait {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private Duration pause = Duration.ZERO;
    private long tryAt;
    private String reason = "";

    SourceWait() {
        this(System::nanoTime);
    }

    SourceWait(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What a task has to wait for.
     *
     * @param pause until it is tried again
     * @param reason one line for the user
     */
    record Away(Duration pause, String reason) {}

    /**
     * Empty when the caller's task is to try the source; others wait until it has told what came of that, or is overdue.
     *
     * @param probes whose turn it is to try a source that is away
     */
    synchronized Optional<Away> away(Probes probes) {
        if (pause.isZero()) {
            return Optional.empty();
        }
        long left = tryAt - nanoTime.getAsLong();
        if (left > 0) {
            return Optional.of(new Away(Duration.ofNanos(left), reason));
        }
        if (!probes.begin()) {
            return Optional.of(new Away(FIRST_PAUSE, reason));
        }
        tryAt = nanoTime.getAsLong() + pause.toNanos();
        return Optional.empty();
    }

    /** A task could not reach it. */
    synchronized Away lost(String why) {
        Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        tryAt = nanoTime.getAsLong() + pause.toNanos();
        reason = why;
        return new Away(pause, why);
    }

    /** A task reached it. @return whether it had been away */
    synchronized boolean reached() {
        boolean wasAway = !pause.isZero();
        pause = Duration.ZERO;
        return wasAway;
    }
}
