package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is kept of a schedule.
 *
 * @param document JSON that its keeper reads; it is read and written at each run, so what is large and seldom changes is attached
 * @param due when somebody is to look at it next, to the millisecond; empty for not by itself, as it is when it has ended
 * @param watched whether runs of it are going, so that somebody is to look for their ends
 * @param ended whether its name is free again; then it is kept for a time only, and stays ended
 */
public record ScheduleContent(String document, Optional<Instant> due, boolean watched, boolean ended) {
    public ScheduleContent {
        due = ended ? Optional.empty() : due.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }
}
