package io.irodsingest.common.state;

import io.irodsingest.common.outage.RefusedException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The records of jobs. Every method waits, visibly, while Redis is away, and throws InterruptedException when the thread is
 * to end. Thread-safe.
 */
public interface JobStore {
    /** More than tasks wait to be published when all is well, and less than a sweep waits. */
    Duration RESUMED_AGE = Duration.ofSeconds(5);

    /** What came of a wish for a new job. */
    sealed interface Creation {
        /** @param first the task to be published */
        record Created(Job job, TaskMessage first) implements Creation {}

        /** The job waits for others, and has no task yet. */
        record Blocked(Job job) implements Creation {}

        /** A job of that name has not ended. */
        record NameTaken(Job holder) implements Creation {}

        /** There is a job of that id: the wish was fulfilled before. */
        record Exists(Job job) implements Creation {}
    }

    /**
     * Makes a job in state QUEUED with its first task registered and not yet published, or one in state BLOCKED if it is to wait for
     * others, which whoever calls this has looked for. Without effect when there is a job of that id, or
     * one of that name that has not ended.
     */
    Creation create(NewJob wish) throws InterruptedException;

    /** An id that no job has. */
    static String newId() {
        return Ids.job();
    }

    /** The id of the job of a wish, which is the same for everybody who names the wish so. */
    static String idOf(String wish) {
        return Ids.job(wish);
    }

    /** The content of a job's event handler; empty when it has none, or is forgotten. */
    Optional<byte[]> handler(String jobId) throws InterruptedException;

    /** @throws UnreadableRecordException when another version has written its record */
    Optional<Job> byId(String jobId) throws InterruptedException;

    /** The newest job of a name. */
    Optional<Job> byName(String name) throws InterruptedException;

    /** What happened to a job, newest first; of very much, the oldest is forgotten. */
    List<JobEvent> history(String jobId, int offset, int limit) throws InterruptedException;

    /**
     * The jobs that have not ended. It reads the records of active jobs, and of others what has changed since the last time.
     *
     * @param known what was answered the last time; {@link CurrentJobs#UNSEEN} at first
     */
    CurrentJobs current(CurrentJobs known) throws InterruptedException;

    /**
     * A part of the jobs that are remembered, newest first. It reads the records of that part; if some states are asked for, also
     * those of active jobs; if a name is asked for, it goes over all jobs of that name, or whose names begin so.
     */
    JobPage page(JobQuery query) throws InterruptedException;

    /**
     * A small step of what makes and mends the index that {@link #current} and {@link #page} read: what a version without it has left
     * is entered, what is forgotten is taken out, and a few of the others are compared with their records. Any number of processes
     * may do it at once.
     *
     * @return whether there is more to be done soon
     */
    boolean keepIndex() throws InterruptedException;

    /**
     * Returns when Redis takes writes, and waits for it, visibly: writes may be refused while reads are answered.
     *
     * @throws RefusedException when the user has no right to write
     */
    void probe() throws InterruptedException;

    /**
     * The states of jobs, in one round trip; a job that is forgotten is absent. A state that this version does not know is told as
     * PAUSED.
     */
    Map<String, JobState> states(Collection<String> jobIds) throws InterruptedException;

    /**
     * Changes a state if {@link JobState#mayBecome} allows it from what it is at that moment.
     *
     * @param error kept with the job when not empty
     * @return the state that it has now; another one than {@code next} when the change was not allowed, or when only a pass of the job
     *         was being stopped; empty for no such job
     */
    Optional<JobState> change(String jobId, JobState next, Optional<String> error) throws InterruptedException;

    /**
     * As {@link #change(String, JobState, Optional)}, but from some states only.
     *
     * @param from from which the change is wanted; those from which it is not allowed have no effect
     */
    Optional<JobState> change(String jobId, Set<JobState> from, JobState next, Optional<String> error)
            throws InterruptedException;

    /**
     * Ends a job as {@link JobState#EXPIRED} if no worker has begun a task of it in the time that its timing gives it for that.
     *
     * @return the state that it has now; empty for no such job
     */
    Optional<JobState> expire(Job job) throws InterruptedException;

    /**
     * Stops a job that is active if its pass has taken longer than its deadline. Of a periodic job, only the pass is stopped: the change to
     * {@link JobState#STOPPED} that follows makes it {@link JobState#WAITING} for its next one, unless its user has asked for the end of the
     * job meanwhile.
     *
     * @return the state that it has now; empty for no such job
     */
    Optional<JobState> stopOverdue(Job job) throws InterruptedException;

    /**
     * Begins the next pass of a job that is {@link JobState#WAITING} and due: what the last pass counted and kept is forgotten,
     * and of passes that were missed only this one is made up for.
     *
     * @return the first task, registered and not yet published; empty when somebody else has begun it or it is not due
     */
    Optional<TaskMessage> beginPass(String jobId) throws InterruptedException;

    /** What came of a wish to try failures again. */
    sealed interface Retry {
        /** @param first the task to be published */
        record Begun(TaskMessage first) implements Retry {}

        /** The job is not {@link JobState#COMPLETED_WITH_FAILURES}. */
        record NothingToRetry() implements Retry {}

        /** Another job that has not ended has its name. */
        record NameTaken(Job holder) implements Retry {}
    }

    /**
     * Lets a job that ended with failures try them again, in state QUEUED; its record is kept until it has ended again. When
     * more failed than is kept, or the source as a whole, the first task is that of a whole pass, and what the last one counted is forgotten.
     */
    Retry retry(Job job) throws InterruptedException;

    /**
     * Lets a job that is {@link JobState#PAUSED} go on. Its open tasks are registered as unpublished for {@link #RESUMED_AGE},
     * without those that are delayed and those whose numbers are given. It goes over all open tasks in small steps, before the
     * last of which the job stays paused: of millions it takes a minute or more. When it is broken off, it is as if it had not
     * been begun.
     *
     * @param running tasks that somebody works on
     * @return the state that it has now; empty for no such job
     */
    Optional<JobState> resume(String jobId, Set<Long> running) throws InterruptedException;

    /**
     * The claim to a hook of the job that runs once a pass, by compare-and-set.
     *
     * @param known what is known of the claim; empty for nothing
     * @param claim what is noted if that is right
     * @return what is noted now, of this pass
     */
    String claimHook(String jobId, String hook, String known, String claim) throws InterruptedException;

    /**
     * Lays claim to a share of what all workers together may do for a job in a second.
     *
     * @param what is done, as a name for it
     * @param amount how much of it; at least 1
     * @param perSecond how much of it may be done in a second; at least 1
     * @return how long to wait before it is done
     */
    Duration claimRate(String jobId, String what, long amount, long perSecond) throws InterruptedException;

    /**
     * Calls a listener with a job's id and state soon after changes. Some changes may never be told: this only hurries what
     * polling finds out.
     */
    AutoCloseable onChange(BiConsumer<String, JobState> listener) throws InterruptedException;
}
