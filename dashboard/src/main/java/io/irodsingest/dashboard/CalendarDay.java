package io.irodsingest.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What is planned on a day. @param day in UTC */
public record CalendarDay(LocalDate day, List<Planned> schedules) {
    public CalendarDay {
        schedules = List.copyOf(schedules);
    }

    /**
     * The runs of a schedule on the day.
     *
     * @param id of the schedule
     * @param first of them
     * @param last of them; the same when there is one
     */
    public record Planned(String id, String name, Instant first, Instant last, int runs) {}
}
