package io.irodsingest.orchestrator.plan;

import io.irodsingest.orchestrator.plan.trigger.InvalidTriggerException;
import java.time.Duration;

/**
 * What becomes of runs whose time passed while nobody was there to start them.
 *
 * @param mode which of them are started after all; the others are counted as missed
 * @param within a run that is later than this is not started any more
 * @param most so many at most are caught up, the newest; for {@link Mode#CATCH_UP}
 */
public record MissedPolicy(Mode mode, Duration within, int most) {
    private static final int MOST = 1_000;

    /** A run that is no later than this was not missed; a look at all schedules takes far less. */
    static final Duration ON_TIME = Duration.ofMinutes(1);

    public static final MissedPolicy DEFAULT = new MissedPolicy(Mode.RUN_ONCE, Duration.ofDays(1), 100);

    public enum Mode {
        /** The newest of them, unless the next one is due by now. */
        RUN_ONCE,
        /** None. */
        SKIP,
        /** All, one after the other unless runs may overlap. */
        CATCH_UP
    }

    /** @throws InvalidTriggerException when a value makes no sense */
    public MissedPolicy {
        if (within.compareTo(ON_TIME) < 0) {
            throw new InvalidTriggerException(
                    "the catch-up window '" + within + "' is too short: at least " + ON_TIME + " is allowed");
        }
        if (most < 1 || most > MOST) {
            throw new InvalidTriggerException("the number of runs to catch up, " + most + ", is not from 1 to " + MOST);
        }
    }

    /** How many runs at most are started of those that were missed. */
    int mostStarted() {
        return switch (mode) {
            case SKIP -> 0;
            case RUN_ONCE -> 1;
            case CATCH_UP -> most;
        };
    }
}
