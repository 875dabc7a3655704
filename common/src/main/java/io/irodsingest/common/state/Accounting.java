package io.irodsingest.common.state;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The books of a job's tasks. An open task is an entry of the job's table: number, nonce and the task itself. Committing it
 * takes the entry away, adds its counts and enters its children under new numbers, all in one script that does nothing when
 * the entry is not there any more: counting is exact however often a task is delivered, and whatever message is lost can be
 * published again from the table. Every method waits, visibly, while Redis is away. Thread-safe.
 */
public interface Accounting {
    /**
     * The end of a task, or of a part of it.
     *
     * @param task as it was delivered
     * @param children registered by this commit; the caller publishes what {@link Committed#toPublish} says
     * @param failures kept with the job
     * @param cache written together with the commit
     * @param remainder what is left of the task: it stays open under its number with this content; empty when it is done
     */
    record Commit(TaskMessage task, Counts counts, List<Task> children, List<EntryFailure> failures, CacheUpdate cache,
            Optional<Task> remainder) {}

    /**
     * @param first whether this commit counted; false when the task had been finished, changed or dropped by somebody else
     * @param toPublish messages that are registered and perhaps not published, of this commit or of an earlier one of the task
     * @param remainder the message that stands for the rest of the task
     * @param state the job's state after it; empty for a job that is forgotten
     */
    record Committed(boolean first, List<TaskMessage> toPublish, Optional<TaskMessage> remainder,
            Optional<JobState> state) {}

    /** One round trip. A commit that is repeated because its answer was lost gives {@code first == false} and the same messages. */
    Committed commit(Commit commit) throws InterruptedException;

    /** Notes that {@link Committed#toPublish} of a task is published. Returns at once; when it is lost, they are published again. */
    void published(TaskMessage parent);

    /**
     * The task as it stands in the table: for a message that was delivered before.
     *
     * @return what is to be worked on, or empty when there is nothing to do but to publish {@link #unpublished} and acknowledge
     */
    Optional<TaskMessage> current(TaskMessage delivered) throws InterruptedException;

    /** What a finished or running task registered and did not report as published. */
    List<TaskMessage> unpublished(TaskMessage parent) throws InterruptedException;

    /** Registered messages of a job whose publishing was not reported for that long. */
    List<TaskMessage> unpublishedFor(String jobId, Duration atLeast) throws InterruptedException;

    /** Notes that what {@link #unpublishedFor} gave is published. */
    void republished(String jobId, Duration atLeast) throws InterruptedException;

    /**
     * Open tasks of a job in which nothing was committed for that long, at most {@code limit}, without those whose numbers are
     * given; each counts as retried.
     */
    List<TaskMessage> stalledFor(String jobId, Duration atLeast, Set<Long> running, int limit)
            throws InterruptedException;

    /** Failures kept of a job, oldest first. */
    List<EntryFailure> failures(String jobId, int offset, int limit) throws InterruptedException;
}
