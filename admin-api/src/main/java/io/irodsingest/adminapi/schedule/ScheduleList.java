package io.irodsingest.adminapi.schedule;

import java.util.List;
import java.util.Optional;

/**
 * Schedules, or a page of them: those that have not ended by their next time, then those that have, the latest first.
 *
 * @param next what asks for the page behind this one; empty when there is none
 */
public record ScheduleList(List<ScheduleView> schedules, Optional<String> next) {
    public ScheduleList {
        schedules = List.copyOf(schedules);
    }
}
