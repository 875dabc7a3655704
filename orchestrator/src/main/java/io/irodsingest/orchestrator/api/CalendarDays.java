package io.irodsingest.orchestrator.api;

import io.irodsingest.dashboard.Calendar;
import io.irodsingest.dashboard.CalendarDay;
import io.irodsingest.dashboard.CalendarDay.Planned;
import io.irodsingest.orchestrator.scheduling.ScheduleLists;
import io.irodsingest.orchestrator.scheduling.ScheduleTimes;
import io.irodsingest.orchestrator.scheduling.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a calendar of what schedules have planned. */
final class CalendarDays {
    static final int MOST_SCHEDULES = 200;
    /** Of one schedule: every hour of a month and some more. */
    private static final int MOST_TIMES = 1_000;

    private CalendarDays() {}

    static Calendar of(ScheduleLists.Page page, ScheduleTimes times, Instant until) {
        Map<LocalDate, List<Planned>> days = new TreeMap<>();
        boolean complete = page.next().isEmpty();
        for (Shown schedule : page.schedules()) {
            List<Instant> planned = times.upcoming(schedule, MOST_TIMES);
            complete &= planned.size() < MOST_TIMES || planned.getLast().isAfter(until);
            planned.stream().filter(time -> !time.isAfter(until))
                    .collect(Collectors.groupingBy(time -> time.atOffset(ZoneOffset.UTC).toLocalDate()))
                    .forEach((day, runs) -> days.computeIfAbsent(day, none -> new ArrayList<>())
                            .add(planned(schedule, runs)));
        }
        return new Calendar(days.entrySet().stream().map(day -> new CalendarDay(day.getKey(), day.getValue().stream()
                .sorted(Comparator.comparing(Planned::first)).toList())).toList(), complete);
    }

    /** @param runs by their time */
    private static Planned planned(Shown schedule, List<Instant> runs) {
        return new Planned(schedule.stored().id(), schedule.stored().name(), runs.getFirst(), runs.getLast(),
                runs.size());
    }
}
