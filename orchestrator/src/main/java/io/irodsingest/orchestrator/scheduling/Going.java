package io.irodsingest.orchestrator.scheduling;

import java.time.Instant;
import java.util.Optional;

/**
 * A run that was claimed and has not ended.
 *
 * @param run its number, from 1
 * @param entry its place in the log
 * @param start when it was to start
 * @param claimed by the clock of Redis
 * @param job id of its job
 * @param handedOver whether the job is known to have been made
 */
public record Going(long run, long entry, Instant planned, Instant start, Instant claimed, Cause cause, String job,
        boolean handedOver) {

    /** The id that the job of a run has, so that a run which is handed over twice is recognised. */
    static String jobOf(String scheduleId, long run) {
        return scheduleId + '.' + run;
    }

    /** The id of the schedule of which a job of this id is a run; empty for one that can be no run. */
    public static Optional<String> scheduleOf(String jobId) {
        int end = jobId.lastIndexOf('.');
        return end > 0 ? Optional.of(jobId.substring(0, end)) : Optional.empty();
    }

    Going withJob(String id) {
        return new Going(run, entry, planned, start, claimed, cause, id, true);
    }
}
