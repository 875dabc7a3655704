package io.irodsingest.common.state.schedule;

import java.util.List;
import java.util.Optional;

/**
 * A part of the schedules.
 *
 * @param next where the next page begins; empty when there is none
 */
public record SchedulePage(List<StoredSchedule> schedules, Optional<String> next) {
    public SchedulePage {
        schedules = List.copyOf(schedules);
    }
}
