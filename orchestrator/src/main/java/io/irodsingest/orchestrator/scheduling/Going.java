package io.irodsingest.orchestrator.scheduling;

import java.time.Instant;

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

    Going withJob(String id) {
        return new Going(run, entry, planned, start, claimed, cause, id, true);
    }
}
