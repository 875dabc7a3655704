package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of a schedule that was read before.
 *
 * @param before as it was read
 * @param after what is kept from now on
 * @param notBefore by the clock of Redis; empty for at any time
 * @param runs new ones, and known ones with another document, by their numbers in the order of the log
 */
public record ScheduleChange(StoredSchedule before, ScheduleContent after, Optional<Instant> notBefore,
        List<StoredRun> runs) {
    public ScheduleChange {
        runs = List.copyOf(runs);
    }
}
