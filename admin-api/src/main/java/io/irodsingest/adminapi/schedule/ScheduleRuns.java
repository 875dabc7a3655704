package io.irodsingest.adminapi.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of the runs of a schedule, newest first, of which the latest 1,000 are remembered.
 *
 * @param offset how many stand before the first of this page
 * @param limit how many this page could hold; a shorter page is the last
 */
public record ScheduleRuns(int offset, int limit, List<Run> runs) {
    public ScheduleRuns {
        runs = List.copyOf(runs);
    }

    /**
     * A run, or planned times one after the other of which none was started.
     *
     * @param run its number, from 1; empty when it was not started
     * @param cause {@code PLAN}, {@code TRIGGERED} or {@code BACKFILL}
     * @param outcome {@code GOING}; {@code SKIPPED} or {@code MISSED}; {@code NOT_STARTED}, which says why; {@code NOTHING_TO_DO}, of a
     *        job without failures to try again; or the state in which the job ended
     * @param planned the first planned time
     * @param plannedUntil the last of several planned times
     * @param times how many planned times; 1 for a run
     * @param job id of the job
     * @param started by the clock of Redis
     * @param delay seconds from when it was to start until it was
     * @param reason why it was not started or failed
     */
    public record Run(Optional<Long> run, String cause, String outcome, Instant planned, Optional<Instant> plannedUntil,
            long times, Optional<String> job, Optional<Instant> started, Optional<Instant> ended,
            Optional<Double> delay, Optional<String> reason) {}
}
