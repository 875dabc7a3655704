package io.irodsingest.filedoor.door;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a door look again and again. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Rounds() {}

    /** Looks once, and does all that can be done now. */
    @FunctionalInterface
    interface Round {
        void look() throws InterruptedException;
    }

    /**
     * Looks until the thread is interrupted, and goes on behind a defect.
     *
     * @param settle how long files must not have changed: the pauses are a part of that, and 2 s at most
     */
    static void run(String door, String watched, Duration settle, Round round) {
        Duration pause = settle.dividedBy(4);
        LOG.info("door {} watches {}", door, watched);
        try {
            while (true) {
                look(door, round);
                Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            }
        } catch (InterruptedException ending) {
            LOG.info("door {} ends", door);
        }
    }

    /** What a request that was given up means for the thread of a door. */
    static InterruptedException interrupted(InterruptedIOException ending) {
        InterruptedException interrupted = new InterruptedException(ending.getMessage());
        interrupted.initCause(ending);
        return interrupted;
    }

    private static void look(String door, Round round) throws InterruptedException {
        try {
            round.look();
        } catch (RuntimeException defect) {
            LOG.error("door {} has a defect, and goes on", door, defect);
        }
    }
}
