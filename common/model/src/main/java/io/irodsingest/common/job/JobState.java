package io.irodsingest.common.job;

import java.util.Map;
import java.util.Set;

/** The states of a job. {@link #mayBecome} is the only table of allowed changes; every change is a compare-and-set by it. */
public enum JobState {
    /** Accepted, and waits for the end of other jobs; it has no task yet. */
    BLOCKED,
    /** Accepted; no worker has begun. */
    QUEUED,
    /** Source and target were found usable; tasks are being worked on. */
    RUNNING,
    /** Periodic, and between two passes. */
    WAITING,
    /**
     * Held by its user: no task is begun; what is running comes to its end. A job that has open tasks goes on with them when
     * it is let go, and a periodic one whose pass ended meanwhile waits for the next: a pass that ends does not end the hold.
     */
    PAUSED,
    /** Asked to stop; running tasks are being interrupted. */
    STOPPING, STOPPED, COMPLETED, COMPLETED_WITH_FAILURES,
    /** The job as a whole could not be done; its record says why. */
    FAILED,
    /** No worker began it within the time that it had for that. */
    EXPIRED;

    private static final Map<JobState, Set<JobState>> ALLOWED = Map.of(
            BLOCKED, Set.of(QUEUED, STOPPED, FAILED, EXPIRED),
            QUEUED, Set.of(RUNNING, PAUSED, WAITING, STOPPING, FAILED, EXPIRED),
            RUNNING, Set.of(COMPLETED, COMPLETED_WITH_FAILURES, WAITING, PAUSED, STOPPING, FAILED),
            WAITING, Set.of(QUEUED, PAUSED, STOPPING),
            PAUSED, Set.of(RUNNING, COMPLETED, COMPLETED_WITH_FAILURES, WAITING, STOPPING, FAILED, EXPIRED),
            // of a periodic job, a pass that took too long is stopped, and the job goes on with the next
            STOPPING, Set.of(STOPPED, WAITING),
            COMPLETED_WITH_FAILURES, Set.of(QUEUED));
    private static final Set<JobState> FINAL = Set.of(STOPPED, COMPLETED, COMPLETED_WITH_FAILURES, FAILED,
            EXPIRED);

    public boolean mayBecome(JobState next) {
        return ALLOWED.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether nothing will happen by itself any more; the job's name is free again. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Whether the job has open tasks, or may have. */
    public boolean keepsTasks() {
        return isActive() || this == PAUSED;
    }

    /** Whether tasks of the job may be worked on later without a new job. */
    public boolean mayGoOn() {
        return this == BLOCKED || this == PAUSED || this == WAITING || this == COMPLETED_WITH_FAILURES;
    }

    /** Whether tasks of the job are to be worked on when they are delivered. */
    public boolean isActive() {
        return this == QUEUED || this == RUNNING;
    }
}
