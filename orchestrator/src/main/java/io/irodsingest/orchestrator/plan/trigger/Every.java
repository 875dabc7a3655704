package io.irodsingest.orchestrator.plan.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * At intervals of elapsed time, which know no daylight saving: every 24 hours is at another hour of the day after clocks were set.
 *
 * @param interval whole milliseconds, from a second to ten years
 * @param anchor a moment, past or future, from which intervals are counted in both directions: every hour with an anchor of 00:05 is at
 *        five past each hour. Empty in what a user asks for; {@link #madeAt} fills it in
 */
public record Every(Duration interval, Optional<Instant> anchor) implements Trigger {
    static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** @throws InvalidTriggerException when the interval is too short or too long */
    public Every {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new InvalidTriggerException(
                    "every '" + interval + "' is too short: an interval is at least 1 second");
        }
        if (interval.compareTo(LONGEST) > 0) {
            throw new InvalidTriggerException("every '" + interval + "' is too long: an interval is at most "
                    + LONGEST.toDays() + " days");
        }
        if (!interval.truncatedTo(ChronoUnit.MILLIS).equals(interval)) {
            throw new InvalidTriggerException(
                    "every '" + interval + "' is too fine: an interval has whole milliseconds");
        }
        anchor = anchor.map(moment -> moment.truncatedTo(ChronoUnit.MILLIS));
    }

    public static Every of(Duration interval) {
        return new Every(interval, Optional.empty());
    }

    public Every anchoredAt(Instant moment) {
        return new Every(interval, Optional.of(moment));
    }

    /** Without an anchor one interval later, which is right when the given time is a planned one. */
    @Override
    public Optional<Instant> next(Instant afterPlanned) {
        long after = afterPlanned.toEpochMilli();
        long from = anchor.map(Instant::toEpochMilli).orElse(after);
        long length = interval.toMillis();
        long next = from + length * (Math.floorDiv(after - from, length) + 1);
        return Optional.of(Instant.ofEpochMilli(next)).filter(ZoneClock::inRange);
    }

    @Override
    public Every madeAt(Instant made) {
        return anchor.isPresent() ? this : anchoredAt(made);
    }
}
