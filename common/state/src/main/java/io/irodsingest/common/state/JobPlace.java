package io.irodsingest.common.state;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a job stands in lists: the newest is the first.
 *
 * @param created milliseconds since 1970 by the clock of Redis
 */
public record JobPlace(long created, String id) implements Comparable<JobPlace> {
    private static final Comparator<JobPlace> NEWEST_FIRST = Comparator.comparingLong(JobPlace::created)
            .thenComparing(JobPlace::id).reversed();
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})-(\\S{1,100})");

    /** @throws IllegalArgumentException when it is none that {@link #toString} has made */
    public static JobPlace parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no place in a list of jobs");
        }
        return new JobPlace(Long.parseLong(parts.group(1)), parts.group(2));
    }

    @Override
    public String toString() {
        return created + "-" + id;
    }

    @Override
    public int compareTo(JobPlace other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
