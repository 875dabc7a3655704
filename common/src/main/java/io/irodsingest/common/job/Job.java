package io.irodsingest.common.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as its record says at one moment.
 *
 * @param id never used again, unlike the name
 * @param tasksRegistered tasks ever given a number
 * @param tasksOpen tasks that are not finished
 * @param failedTasks finished tasks that had a failed entry
 * @param retriedTasks tasks that were handed out again after a worker was lost
 * @param error why the job is {@link JobState#FAILED}
 */
public record Job(String id, JobSpec spec, JobState state, Counts counts, long tasksRegistered, long tasksOpen,
        long failedTasks,
        long retriedTasks, Instant createdAt, Optional<Instant> endedAt, Optional<String> error) {}
