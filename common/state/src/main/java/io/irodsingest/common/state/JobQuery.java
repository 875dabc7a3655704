package io.irodsingest.common.state;

import io.irodsingest.common.job.JobState;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs are wanted, and which part of them.
 *
 * @param states empty for all
 * @param name that of a job; with a {@code *} at its end, the beginning of names
 * @param after where the page before has ended, as it says itself
 * @param offset how many to leave out of the newest, or of those behind {@code after}
 * @param limit how many at most
 * @throws IllegalArgumentException when {@code after} is nothing that a page has told, or a number is out of range
 */
public record JobQuery(Set<JobState> states, Optional<String> name, Optional<String> after, int offset, int limit) {
    public JobQuery {
        states = Set.copyOf(states);
        after.ifPresent(JobPlace::parse);
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("no page leaves out " + offset + " and has " + limit);
        }
    }

    /** All jobs; the newest of them. */
    public static JobQuery newest(int limit) {
        return new JobQuery(Set.of(), Optional.empty(), Optional.empty(), 0, limit);
    }

    /** The same without those before a place, and the place itself. */
    public JobQuery behind(String place) {
        return new JobQuery(states, name, Optional.of(place), 0, limit);
    }

    public JobQuery atMost(int most) {
        return new JobQuery(states, name, after, offset, most);
    }
}
