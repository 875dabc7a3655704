package io.irodsingest.cli.log;

import io.irodsingest.cli.CommandException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When a log file is put aside, in the terms of Python's TimedRotatingFileHandler: S, M, H or D for so many seconds, minutes,
 * hours or days after the file was written to last; MIDNIGHT, or W0 (Monday) to W6, for the midnight at the end of such a day.
 *
 * @param when in upper case
 * @param interval how many of these; at least 1
 */
public record Rollover(String when, int interval) {
    private static final Pattern KNOWN = Pattern.compile("[SMHD]|MIDNIGHT|W[0-6]");

    /** @throws CommandException for what is no time */
    public Rollover {
        when = when.toUpperCase(Locale.ROOT);
        if (!KNOWN.matcher(when).matches()) {
            throw CommandException.wrongUse("--log-when must be S, M, H, D, MIDNIGHT or W0 to W6, not '" + when + "'");
        }
    }

    /** The next time after one. */
    ZonedDateTime after(ZonedDateTime time) {
        if (when.equals("MIDNIGHT")) {
            return midnightAfter(time).plusDays(interval - 1L);
        }
        if (when.startsWith("W")) {
            DayOfWeek day = DayOfWeek.of(when.charAt(1) - '0' + 1);
            long days = Math.floorMod(day.getValue() - time.getDayOfWeek().getValue(), 7);
            return midnightAfter(time).plusDays(days).plusWeeks(interval - 1L);
        }
        return time.plus(length());
    }

    /** What is put behind the name of a file that is put aside at a time. */
    String suffix(ZonedDateTime at) {
        String pattern = switch (when) {
            case "S" -> "uuuu-MM-dd_HH-mm-ss";
            case "M" -> "uuuu-MM-dd_HH-mm";
            case "H" -> "uuuu-MM-dd_HH";
            default -> "uuuu-MM-dd";
        };
        return at.minus(length()).format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }

    private Duration length() {
        ChronoUnit unit = switch (when) {
            case "S" -> ChronoUnit.SECONDS;
            case "M" -> ChronoUnit.MINUTES;
            case "H" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return unit.getDuration().multipliedBy(when.startsWith("W") ? 7L * interval : interval);
    }

    private static ZonedDateTime midnightAfter(ZonedDateTime time) {
        return time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
    }
}
