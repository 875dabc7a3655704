package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Which schedules are wanted. What only their documents say is chosen by whoever reads these.
 *
 * @param until only those that are to be looked at until this moment
 * @param name only those of this name; with a * at its end, those whose names begin so
 * @param ended true for only those that have ended, false for only the others; empty for both
 * @param after where the page before ended, as it told; empty for the first
 * @param limit at least 1, at most 1,000
 */
public record ScheduleQuery(Optional<Instant> until, Optional<String> name, Optional<Boolean> ended,
        Optional<String> after,
        int limit) {}
