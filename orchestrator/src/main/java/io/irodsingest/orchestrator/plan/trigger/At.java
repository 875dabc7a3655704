package io.irodsingest.orchestrator.plan.trigger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Once, at a time on the clock of a zone. It is kept as local time, so that it stays what the user said when the zone's rules change
 * before it comes.
 *
 * @param local to the millisecond; a moment of the world is one in UTC
 * @param clock of which zone, and how it handles a time that does not exist or exists twice
 */
public record At(LocalDateTime local, ZoneClock clock) implements Trigger {

    /** @throws InvalidTriggerException when there is no such time, and the policy is to leave it out */
    public At {
        local = local.truncatedTo(ChronoUnit.MILLIS);
        if (local.getYear() < 1970 || local.getYear() > ZoneClock.LAST_YEAR) {
            throw new InvalidTriggerException("at '" + local + "' is out of range: years are 1970 to "
                    + ZoneClock.LAST_YEAR);
        }
        if (clock.instants(local).isEmpty()) {
            throw new InvalidTriggerException("at '" + local + "' does not exist in " + clock.zone().getId()
                    + ", where clocks are set forward over it; gap RUN_AFTER would run it right afterwards");
        }
    }

    public static At of(Instant instant) {
        return new At(LocalDateTime.ofInstant(instant, ZoneClock.UTC.zone()), ZoneClock.UTC);
    }

    public static At of(LocalDateTime local, ZoneId zone) {
        return new At(local, ZoneClock.of(zone));
    }

    @Override
    public Optional<Instant> next(Instant afterPlanned) {
        return clock.instants(local).stream().filter(instant -> instant.isAfter(afterPlanned)).findFirst();
    }
}
