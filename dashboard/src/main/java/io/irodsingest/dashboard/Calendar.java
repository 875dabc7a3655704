package io.irodsingest.dashboard;

import java.util.List;

/**
 * What schedules have planned in the days to come.
 *
 * @param days those on which something is planned, by their time
 * @param complete false when there are more schedules, or more runs of one, than were looked at
 */
public record Calendar(List<CalendarDay> days, boolean complete) {
    public Calendar {
        days = List.copyOf(days);
    }
}
