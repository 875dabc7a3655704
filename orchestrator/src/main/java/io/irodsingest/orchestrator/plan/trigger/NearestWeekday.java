package io.irodsingest.orchestrator.plan.trigger;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weekday that is nearest to a day of the month, as {@code 15W} in cron: Friday for a Saturday, Monday for a Sunday, and never in
 * another month. A month without such a day has no such weekday. The library would leave out a month that ends with the day when it is
 * a Sunday.
 *
 * @param day of the month
 * @param around times on {@link #around} the day
 */
record NearestWeekday(int day, LocalTimes around) implements LocalTimes {
    private static final int FARTHEST = 2;
    /** Longer than from one leap year to the next in which 29 February is a certain day of the week. */
    private static final int YEARS = 100;

    /** The days of the month that it may be, as a field of cron. */
    static String around(int day) {
        return IntStream.rangeClosed(Math.max(1, day - FARTHEST), Math.min(31, day + FARTHEST))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime end = after.plusYears(YEARS);
        Optional<LocalDateTime> candidate = around.next(after);
        while (candidate.filter(end::isAfter).isPresent()) {
            LocalDate date = candidate.get().toLocalDate();
            if (day <= date.lengthOfMonth() && date.equals(nearest(date.withDayOfMonth(day)))) {
                return candidate;
            }
            candidate = around.next(date.atTime(LocalTime.MAX));
        }
        return Optional.empty();
    }

    private static LocalDate nearest(LocalDate wanted) {
        if (wanted.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return wanted.getDayOfMonth() == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
        }
        if (wanted.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return wanted.getDayOfMonth() == wanted.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
        }
        return wanted;
    }
}
