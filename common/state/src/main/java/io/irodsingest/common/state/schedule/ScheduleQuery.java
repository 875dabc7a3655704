package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Which schedules are wanted. What only their documents say is chosen by whoever reads these.
 *
 * @param until only those that are to be looked at until this moment, so none that have ended
 * @param name only those of this name; with a * at its end, those whose names begin so
 * @param ended true for only those that have ended, false for only the others; empty for both
 * @param after where the page before ended, as it told; empty for the first
 * @param limit at least 1, at most 1,000
 * @throws IllegalArgumentException when {@code after} is nothing that a page has told, or the limit is out of range
 */
public record ScheduleQuery(Optional<Instant> until, Optional<String> name, Optional<Boolean> ended,
        Optional<String> after, int limit) {
    private static final int MOST = 1_000;

    public ScheduleQuery {
        after.ifPresent(SchedulePlace::parse);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("no page has " + limit + " schedules: 1 to " + MOST + " are allowed");
        }
    }

    /** All of them, from the first. */
    public static ScheduleQuery all(int limit) {
        return new ScheduleQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /** The same from a place on. */
    public ScheduleQuery behind(String place) {
        return new ScheduleQuery(until, name, ended, Optional.of(place), limit);
    }
}
