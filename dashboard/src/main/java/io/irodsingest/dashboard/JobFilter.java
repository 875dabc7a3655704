package io.irodsingest.dashboard;

import java.util.Optional;

/**
 * Which jobs a page lists.
 *
 * @param name that of jobs; empty for all. With a {@code *} at its end, the beginning of it, as with source and schedule
 * @param state one of {@code JobView#state}, or several, separated by commas; empty for all
 * @param source that of ingests
 * @param schedule the name of the schedule of which jobs are runs
 * @param sort empty for the newest first
 * @param after what the page before has told as next
 */
public record JobFilter(Optional<String> name, Optional<String> state, Optional<String> source,
        Optional<String> schedule, Optional<Sort> sort, Optional<String> after) {
    /** All jobs. */
    public static final JobFilter NONE = new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    /** In which order jobs are listed; those that are alike, the newest first. */
    public enum Sort {
        OLDEST, NAME, STATE,
        /** The most first. */
        FAILURES
    }

    public JobFilter named(Optional<String> other) {
        return new JobFilter(other, state, source, schedule, sort, after);
    }

    public JobFilter in(Optional<String> states) {
        return new JobFilter(name, states, source, schedule, sort, after);
    }

    public JobFilter from(Optional<String> other) {
        return new JobFilter(name, state, other, schedule, sort, after);
    }

    public JobFilter of(Optional<String> other) {
        return new JobFilter(name, state, source, other, sort, after);
    }

    public JobFilter sortedBy(Optional<Sort> order) {
        return new JobFilter(name, state, source, schedule, order, after);
    }

    public JobFilter behind(Optional<String> place) {
        return new JobFilter(name, state, source, schedule, sort, place);
    }

    /** Whether how many there are on all pages is not known. */
    public boolean isSearch() {
        return source.isPresent() || schedule.isPresent();
    }
}
