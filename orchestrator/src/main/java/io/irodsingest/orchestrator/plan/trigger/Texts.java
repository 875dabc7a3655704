package io.irodsingest.orchestrator.plan.trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Times and lengths of time as people and programs write them. Each error names the field, what stood there and what may stand there. */
final class Texts {
    private static final String SECONDS = "\\d{1,12}(\\.\\d{1,3})?";
    private static final int LONGEST = 80;

    private Texts() {}

    /** Seconds, or ISO 8601. */
    static Duration length(String field, String text) {
        String stripped = text.strip();
        if (stripped.matches(SECONDS)) {
            return Duration.ofMillis(
                    new BigDecimal(stripped).movePointRight(3).setScale(0, RoundingMode.UNNECESSARY).longValue());
        }
        try {
            return Duration.parse(stripped.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException malformed) {
            throw invalid(field, text,
                    "is no length of time: allowed are seconds, like 3600, and ISO 8601, like PT1H or P1D; "
                            + "months and years have no fixed length, cron has them");
        }
    }

    /** A moment of the world, with its offset. */
    static Instant instant(String field, String text) {
        try {
            return checked(field, text, OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException malformed) {
            throw invalid(field, text, "is no moment: allowed is ISO 8601 with an offset, like 2026-12-01T02:00:00Z");
        }
    }

    /** A moment, or a time of day in UTC, which stands for that time of every day. */
    static Instant anchor(String field, String text) {
        try {
            return LocalTime.parse(text.strip()).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException noTimeOfDay) {
            try {
                return checked(field, text, OffsetDateTime.parse(text.strip()).toInstant());
            } catch (DateTimeException malformed) {
                throw invalid(field, text,
                        "is no moment: allowed are a time of day in UTC, like 00:05, and ISO 8601 with an offset, "
                                + "like 2026-12-01T02:00:00Z");
            }
        }
    }

    private static Instant checked(String field, String text, Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || !ZoneClock.inRange(instant)) {
            throw invalid(field, text, "is out of range: years are 1970 to " + ZoneClock.LAST_YEAR);
        }
        return instant;
    }

    static <E extends Enum<E>> E constant(String field, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                        () -> invalid(field, text, "is unknown: allowed are " + Arrays.stream(type.getEnumConstants())
                                .map(Enum::name).collect(Collectors.joining(", "))));
    }

    static InvalidTriggerException invalid(String field, String text, String trouble) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return new InvalidTriggerException(field + " '" + shown + "' " + trouble);
    }
}
