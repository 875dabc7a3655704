package io.irodsingest.common.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as its record says at one moment. Counts and tasks are those of the latest pass.
 *
 * @param id never used again, unlike the name
 * @param tasksRegistered tasks ever given a number
 * @param tasksOpen tasks that are not finished
 * @param failedTasks finished tasks that had a failed entry
 * @param retriedTasks tasks that try again what failed, or were handed out again after a worker was lost
 * @param origin when and for what it was made
 * @param passes times of the latest pass, and of the next one
 * @param error why the job is {@link JobState#FAILED} or {@link JobState#EXPIRED}, why it was stopped if its user did not ask for that, or
 *        why the last pass of a periodic one could not be done
 * @param waitingFor what its delayed tasks wait for; empty when something of it was committed since
 */
public record Job(String id, JobSpec spec, JobState state, Counts counts, long tasksRegistered, long tasksOpen,
        long failedTasks, long retriedTasks, Origin origin, Passes passes, Optional<String> error,
        Optional<Wait> waitingFor) {

    /**
     * When a job does what.
     *
     * @param ended how many passes came to their end
     * @param startedAt begin of the latest pass, or of the latest retry of its failures
     * @param endedAt end of the latest pass; empty while it goes on
     * @param next when the next pass is planned; only of a job that is {@link JobState#WAITING}
     * @param due when the next delayed task is due; empty when there is none
     * @param resumes how often the job went on after a pause
     * @param begun when a worker began a task of the job for the first time; empty before, and in a record of an earlier version
     */
    public record Passes(long ended, Instant startedAt, Optional<Instant> endedAt, Optional<Instant> next,
            Optional<Instant> due, long resumes, Optional<Instant> begun) {}

    /**
     * What keeps tasks of the job from being done, so that they are tried again later.
     *
     * @param since by the clock of Redis
     * @param reason one line for the user
     */
    public record Wait(Instant since, String reason) {}

    public Instant createdAt() {
        return origin.createdAt();
    }

    /**
     * Whether it was stopped, and not by its user: it took longer than its deadline, or too much of it failed. Of a periodic job, only passes
     * are.
     */
    public boolean wasGivenUp() {
        return state == JobState.STOPPED && spec.options().interval().isEmpty() && error.isPresent();
    }

    public Optional<Instant> endedAt() {
        return passes.endedAt();
    }
}
