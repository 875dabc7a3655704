package io.irodsingest.common.worker;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a handler works with. Belongs to the thread of its task. */
public interface TaskContext {
    /** The id of the job's record. */
    String jobId();

    JobSpec spec();

    /** What the job's event handler makes of the specification. */
    JobPolicy policy();

    /** Whether another worker may have begun this task before: then it may find its own work done already. */
    boolean mayHaveRunBefore();

    /**
     * Whether another worker may be at this task now: then a lock that is in the way may be that worker's, and the answer is
     * {@link Outcome.Locked} and no failure. Not for ever: a lock that nobody lifts is a failure in the end.
     */
    default boolean mayRunElsewhere() {
        return mayHaveRunBefore();
    }

    /**
     * Says how to learn what the task has reached, for the case that it is given up in the middle: because its source went away
     * or its job was stopped. What was finished is counted then, and is not done again.
     *
     * @param reached asked on the thread of the task, after the handler was left by an exception; empty when nothing is finished
     */
    default void whenGivenUp(Supplier<Optional<Outcome.Part>> reached) {}

    SyncCache cache();

    Instant now();

    /**
     * Runs work on a connection to iRODS, and runs it again from its beginning when the server went away in the middle: the
     * work keeps outside of itself what it has reached.
     *
     * @throws IrodsException what the work throws, or that it breaks its connection each time, though the server answers others
     * @throws JobFailedException when the job is to be done for a user that we cannot act for
     */
    <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException;

    /**
     * Runs what needs a server, and runs it again while the server is away. When it is one that only this job needs, like an S3
     * store, this ends after some seconds by an exception that handlers let pass: the task goes back and is tried again later.
     */
    <T, E extends Exception> T untilBack(Outages.Attempt<T, E> attempt) throws InterruptedException, E;

    /**
     * Says what the outcome is when the task is cut off from now on, because it takes too long or fails for a reason of ours: it
     * keeps what is finished. What was said last holds, in the place of {@link TaskHandler#failed}, until the next part is
     * committed.
     *
     * @param outcome of one line that says why; called by the thread of the task
     */
    default void ifCutOff(Function<String, Outcome> outcome) {}

    /**
     * Commits a part of the task now, so that a worker that takes over begins behind it. The time that the task may take begins
     * anew.
     *
     * @param remainder the same task without what is done
     * @throws InterruptedException when somebody else has the task or its job is not active any more
     */
    void commitPart(Outcome.Done part, Task remainder) throws InterruptedException;

    /**
     * How much of what it wants to delete this task may delete: what is left in this pass. A task that is delivered again gets the same
     * answer; asked twice in one task or part of it, it is one and the same permission.
     *
     * @param most how much all tasks of a pass may delete together
     */
    long reserveDeletions(long wanted, long most) throws InterruptedException;

    /** Members of a note that the kind of work keeps for the job, those with the highest scores first. */
    List<String> noted(String note, int limit) throws InterruptedException;

    /** Kept failures that the retry of the job has yet to hand out, oldest first. */
    List<EntryFailure> failuresToRetry(int limit) throws InterruptedException;

    /** What this task notes of the hooks of its entries; for a behaviour that has such hooks. */
    TaskMarks marks();

    /**
     * Calls a hook of the job, if it has it, exactly once a pass: not when it was called before, and after whoever is at it now,
     * unless that worker died.
     *
     * @throws HookFailedException when it failed; it is called again then by whoever gets the task
     */
    void callOncePerPass(Hook hook) throws HookFailedException, InterruptedException;

    /**
     * Does something exactly once a pass: not when it was done before, and after whoever is at it now, unless that worker died.
     *
     * @param what its name, in small letters
     * @param work is done again by whoever gets the task when it throws
     */
    void oncePerPass(String what, OnceWork work) throws InterruptedException;

    /** What is done once. */
    @FunctionalInterface
    interface OnceWork {
        void run() throws InterruptedException;
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface IrodsWork<T> {
        T on(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException;
    }
}
