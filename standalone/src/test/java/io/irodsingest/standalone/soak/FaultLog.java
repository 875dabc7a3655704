package io.irodsingest.standalone.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The faults that were done, printed as they happen. Thread-safe. */
final class FaultLog {
    private final Instant begin = Instant.now();
    private final List<Done> done = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    /**
     * A fault that was done and taken back.
     *
     * @param pid of the process that it was done to; 0 when it was no process of ours
     */
    record Done(Instant begun, Instant ended, String victim, Fault fault, long pid) {
        /** Whether the moment lies in it, or is next to it. */
        boolean covers(Instant moment, Duration margin) {
            return !moment.isBefore(begun.minus(margin)) && !moment.isAfter(ended.plus(margin));
        }
    }

    void begun(String lane, String victim, Fault fault) {
        print(lane + ": " + victim + ", " + fault.text());
    }

    synchronized void ended(Done one) {
        done.add(one);
    }

    /** A fault could not be done, or not be taken back. */
    synchronized void trouble(String victim, Fault fault, Exception problem) {
        String text = victim + ", " + fault.text() + ": " + problem.getMessage();
        troubles.add(text);
        print("TROUBLE with " + text);
    }

    /** Prints a line with the time since the begin. */
    void print(String text) {
        System.out.printf(Locale.ROOT, "%8.1f s  %s%n", Duration.between(begin, Instant.now()).toMillis() / 1000.0,
                text);
    }

    synchronized int size() {
        return done.size();
    }

    synchronized boolean anyOf(Predicate<Done> kind) {
        return done.stream().anyMatch(kind);
    }

    /** What was planned and could not be done. */
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }
}
