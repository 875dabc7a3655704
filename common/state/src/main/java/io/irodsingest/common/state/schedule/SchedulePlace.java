package io.irodsingest.common.state.schedule;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a schedule stands in lists: first those that have not ended, by when they are to be looked at, and last of these the ones that
 * are not by themselves; then those that have ended, the latest first.
 *
 * @param ended whether it has ended
 * @param time when it is to be looked at, in milliseconds, or when it ended, in microseconds since 1970; empty for never
 */
public record SchedulePlace(boolean ended, Optional<Long> time, String id) implements Comparable<SchedulePlace> {
    private static final String NEVER = "never";
    private static final Pattern TEXT = Pattern.compile("(due|ended)-(\\d{1,16}|" + NEVER + ")-(\\S{1,200})");
    private static final Comparator<SchedulePlace> SOONEST_FIRST = Comparator
            .<SchedulePlace>comparingLong(place -> place.time().orElse(Long.MAX_VALUE))
            .thenComparing(SchedulePlace::id);

    /** @throws IllegalArgumentException when it is none that {@link #toString} has made */
    public static SchedulePlace parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no place in a list of schedules");
        }
        return new SchedulePlace(parts.group(1).equals("ended"),
                Optional.of(parts.group(2)).filter(time -> !time.equals(NEVER)).map(Long::valueOf), parts.group(3));
    }

    @Override
    public String toString() {
        return (ended ? "ended-" : "due-") + time.map(String::valueOf).orElse(NEVER) + '-' + id;
    }

    @Override
    public int compareTo(SchedulePlace other) {
        if (ended != other.ended) {
            return ended ? 1 : -1;
        }
        return ended ? SOONEST_FIRST.compare(other, this) : SOONEST_FIRST.compare(this, other);
    }
}
