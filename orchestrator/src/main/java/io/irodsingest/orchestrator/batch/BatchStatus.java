package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import java.util.Locale;

/** How a batch or slow query is, in the words of its users. */
public enum BatchStatus {
    /** It takes rows, and waits for its release. */
    WAIT,
    /** It is released, and nobody has begun. */
    QUEUED, INPROGRESS,
    /** Every row has succeeded. */
    SUCCESS,
    /** Every row has a result, and some have failed; or the batch as a whole could not be done. */
    FAILED,
    /** It ended before every row had a result: it was stopped, given up, or nobody has begun it in time. */
    ABORTED;

    static BatchStatus of(Job job) {
        return switch (job.state()) {
            case BLOCKED -> isHeld(job) ? WAIT : QUEUED;
            case QUEUED -> QUEUED;
            case RUNNING, WAITING, STOPPING -> INPROGRESS;
            case PAUSED -> job.passes().begun().isPresent() ? INPROGRESS : QUEUED;
            case COMPLETED -> SUCCESS;
            case COMPLETED_WITH_FAILURES, FAILED -> FAILED;
            case STOPPED, EXPIRED -> ABORTED;
        };
    }

    /** Whether a job waits for its release. */
    public static boolean isHeld(Job job) {
        return job.state() == JobState.BLOCKED
                && job.origin().chain().predecessors().stream().anyMatch(BatchStatus::isUnreleased);
    }

    /** Whether a job is a batch or slow query that waits for its release. */
    public static boolean isHeldBatch(Job job) {
        return isHeld(job) && job.spec().work() instanceof BatchSpec;
    }

    private static boolean isUnreleased(Predecessor other) {
        return other.isRelease() && !other.met();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
