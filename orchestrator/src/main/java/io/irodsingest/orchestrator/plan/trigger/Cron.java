package io.irodsingest.orchestrator.plan.trigger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * At the times of one or several lines of cron, on the clock of a zone. A time that several lines have is one planned time.
 *
 * @param lines at least one
 * @param clock of which zone, and how it handles times that do not exist or exist twice
 */
public record Cron(List<CronLine> lines, ZoneClock clock) implements Trigger {
    private static final int MOST_LINES = 100;

    /** @throws InvalidTriggerException when there are no lines, or too many */
    public Cron {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new InvalidTriggerException("cron has no line: give at least one, like \"0 2 * * *\"");
        }
        if (lines.size() > MOST_LINES) {
            throw new InvalidTriggerException("cron has " + lines.size() + " lines; " + MOST_LINES + " are the most");
        }
    }

    /** @throws InvalidTriggerException when a line is not one of cron */
    public static Cron of(ZoneClock clock, String... lines) {
        return new Cron(List.of(lines).stream().map(CronLine::parse).toList(), clock);
    }

    @Override
    public Optional<Instant> next(Instant afterPlanned) {
        return lines.stream().flatMap(line -> clock.next(line, line.repetition(), afterPlanned).stream())
                .min(Comparator.naturalOrder());
    }
}
