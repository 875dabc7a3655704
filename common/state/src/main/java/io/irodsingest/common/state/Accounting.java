package io.irodsingest.common.state;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The task table of a job. An open task is an entry of the job's table: number, nonce and the task itself. Committing it
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
            Optional<Task> remainder, CommitExtras extras) {

        /** With nothing extras. */
        public Commit(TaskMessage task, Counts counts, List<Task> children, List<EntryFailure> failures,
                CacheUpdate cache, Optional<Task> remainder) {
            this(task, counts, children, failures, cache, remainder, CommitExtras.NONE);
        }

        /** The same, with a task that is taken in the same step. */
        public Commit taking(Next next) {
            return new Commit(task, counts, children, failures, cache, remainder, new CommitExtras(extras.notes(),
                    extras.pages(), extras.takenFailures(), extras.tries(), Optional.of(next)));
        }
    }

    /**
     * What few commits carry.
     *
     * @param notes what changes in notes of the job's kind, each of which is named at most once
     * @param pages what is written to pages of the job's kind
     * @param takenFailures full source paths of kept failures that are to be tried again; the failures that were counted
     *        of them are taken off
     * @param tries tasks that try again what failed in this one; registered like children, and counted as retried tasks
     * @param next a task that is taken in the same step
     */
    record CommitExtras(List<NoteChange> notes, List<PageChange> pages, List<RawPath> takenFailures, List<Try> tries,
            Optional<Next> next) {
        public static final CommitExtras NONE = new CommitExtras(List.of(), List.of(), List.of());

        public CommitExtras {
            notes = List.copyOf(notes);
            pages = List.copyOf(pages);
            takenFailures = List.copyOf(takenFailures);
            tries = List.copyOf(tries);
        }

        /** With no pages and no next task. */
        public CommitExtras(List<NoteChange> notes, List<RawPath> takenFailures, List<Try> tries) {
            this(notes, List.of(), takenFailures, tries, Optional.empty());
        }
    }

    /**
     * A task of the same job that the worker begins soon after a commit, and that {@link #take} would cost a round trip of its own.
     *
     * @param delivered as its message says, which came for the first time
     */
    record Next(TaskMessage delivered, String worker) {}

    /**
     * A task that tries something again.
     *
     * @param delay it is not published before; zero for at once
     */
    record Try(Task task, Duration delay) {}

    /**
     * What came of a commit.
     *
     * @param first whether this commit counted; false when the task had been finished, changed or dropped by somebody else
     *        (or by this very call, when its first answer was lost and the task left nothing behind), or when the job is not
     *        active
     * @param toPublish messages that are registered and perhaps not published, of this commit; or, when it is not
     *        the first, of what earlier commits of the task registered
     * @param remainder the message that stands for the rest of the task; empty when nothing is left, or when somebody else has
     *        taken the rest over
     * @param state the job's state after it; empty for a job that is forgotten
     * @param next what {@link #take} would have answered for the next task; empty too when none was asked for
     */
    record Committed(boolean first, List<TaskMessage> toPublish, Optional<TaskMessage> remainder,
            Optional<JobState> state, Optional<Taken> next) {

        /** Without a next task. */
        public Committed(boolean first, List<TaskMessage> toPublish, Optional<TaskMessage> remainder,
                Optional<JobState> state) {
            this(first, toPublish, remainder, state, Optional.empty());
        }
    }

    /**
     * Counts the end of a task, or of a part of it, in one round trip: what is to be remembered is written, then the task table is
     * changed. A job that is QUEUED becomes RUNNING by the first commit. With the last open task it enters what is left of the
     * pass (the removal of noted collections, the end of the pass), whose task is among those to be published, and ends, or waits
     * for its next pass, with the last of these. A job that is PAUSED takes commits and gives nothing to publish. When Redis is
     * lost in the middle, the call is sent again and answered as if it were the first time.
     */
    Committed commit(Commit commit) throws InterruptedException;

    /**
     * Notes that what the commit of this message registered is published. Returns at once; when the note is lost, the children are
     * published again.
     *
     * @param parent the message as it was given to {@link #commit}
     * @param children what was published
     */
    void published(TaskMessage parent, List<TaskMessage> children);

    /**
     * The task as it stands in the table: for a message that was delivered before.
     *
     * @return what is to be worked on, or empty when the task is finished or delayed, and there is nothing to do but to publish {@link #unpublished} and acknowledge
     */
    Optional<TaskMessage> current(TaskMessage delivered) throws InterruptedException;

    /**
     * A task that a worker is about to begin.
     *
     * @param task as it stands in the table
     * @param other who began it before, when that is not the worker that asks: that worker may be at it, and must not be disturbed;
     *        empty when the task is the asking worker's now
     */
    record Taken(TaskMessage task, Optional<Begun> other) {}

    /** @param ago by the clock of Redis */
    record Begun(String worker, Duration ago) {}

    /**
     * Gives a task to a worker, or says who has it. A task may be in several messages, and only one worker may be at it: what another
     * does to the same data objects meanwhile undoes what was counted.
     *
     * @param cameAgain whether the message stands for what is left of the task: of another one, an outdated nonce takes nothing
     * @param notAtIt a worker that began the task and is known to be no more at it
     * @return empty when the task is finished or delayed, and there is nothing to do but to publish {@link #unpublished} and
     *         acknowledge
     */
    Optional<Taken> take(TaskMessage delivered, boolean cameAgain, String worker, Optional<String> notAtIt)
            throws InterruptedException;

    /**
     * What a finished or running task registered and did not report as published, as far as it is still open: of very much,
     * some; {@link #unpublishedFor} gives the rest.
     */
    List<TaskMessage> unpublished(TaskMessage parent) throws InterruptedException;

    /**
     * Registered messages of an active job whose publishing was not reported for that long. Of very many, some. Nobody is given
     * the same before that time is over again.
     */
    List<TaskMessage> unpublishedFor(String jobId, Duration atLeast) throws InterruptedException;

    /** Notes that messages given by {@link #unpublishedFor}, {@link #due} or a new pass are published. */
    void republished(String jobId, Collection<TaskMessage> messages) throws InterruptedException;

    /** Notes that workers have these tasks now: it is as if they had just been published. */
    void inHand(String jobId, Set<Long> numbers) throws InterruptedException;

    /**
     * Registers lost tasks of an active job as unpublished for {@link JobStore#RESUMED_AGE}; each counts as retried. A task is
     * lost when it was published, or was in hand, before a time and not since, nobody has it in hand, and everything that was published before that time was
     * taken from its queue. Its next message says that it may have been begun.
     *
     * @param before that time, by the clock of Redis
     * @param inHand numbers of the tasks that workers have, in threads or waiting
     * @param most at most so many
     * @return how many
     */
    int lost(String jobId, Lane lane, Instant before, Set<Long> inHand, int most) throws InterruptedException;

    /**
     * Takes some open tasks for published just now of which nothing else is known: an earlier version published them, or they are
     * being published.
     *
     * @return how many
     */
    int adoptStrays(String jobId) throws InterruptedException;

    /** Notes of a message that came again while its job is paused, and is dropped, that its task may have been begun. */
    void noteBegun(TaskMessage delivered) throws InterruptedException;

    /**
     * Delayed tasks of an active job that are due now. They are registered as unpublished; of very many, some.
     *
     * @see #republished
     */
    List<TaskMessage> due(String jobId) throws InterruptedException;

    /**
     * What came of a {@link #delay}.
     *
     * @param task stands for the task from now on
     * @param waiting how long the job has had delayed tasks while no commit of it came through
     * @param untouched whether nothing of this pass was committed yet
     */
    record Delayed(TaskMessage task, Duration waiting, boolean untouched) {}

    /**
     * Puts an open task, or what is left of it, back among the delayed ones: it is handed out again when it is due, and its
     * message may be acknowledged. So a task that waits for something of its job holds no thread.
     *
     * @param reason one line for the user, like {@code S3: connection refused}: who is waited for, and why; shown with the job until something of the job is committed
     * @return empty when the task is not open under its nonce any more, or when the job is not active
     */
    Optional<Delayed> delay(TaskMessage task, Duration delay, String reason) throws InterruptedException;

    /**
     * Puts an open task back among the delayed ones because the worker that got it does not know its type: another may know it. It was not
     * begun, and nothing of it has failed.
     *
     * @param first the delay of the first time; each that follows is twice as long, up to sixteen times the first
     * @param most how often it may be given back, whoever does it
     * @param reason one line for the user, as of {@link #delay}
     * @return how often it was given back, this time among them; more than {@code most} when it stays as it is, because that was often
     *         enough; empty when the task is not open under its nonce any more, or when the job is not active
     */
    OptionalInt giveBack(TaskMessage task, Duration first, int most, String reason) throws InterruptedException;

    /**
     * What a task has done that is given up because its job is being stopped: its counts are added, once for each task, and what
     * it synced is remembered, and what it writes to pages is written. Nothing else of the commit is looked at.
     *
     * @return whether it counted; not when the job is not being stopped, nor, if it writes to pages, when the stop is over
     */
    boolean leave(Commit part) throws InterruptedException;

    /** Failures kept of a job, oldest first; of a path that failed again only the last one. */
    List<EntryFailure> failures(String jobId, int offset, int limit) throws InterruptedException;

    /** Kept failures that the retry of a job has yet to hand out, oldest first. */
    List<EntryFailure> failuresToRetry(String jobId, int limit) throws InterruptedException;

    /**
     * The pass of this task's job cannot be done: the job becomes FAILED, or waits for its next pass. Without effect when the
     * task is not open any more.
     *
     * @param reason kept with the job
     * @return the job's state after it; empty for a job that is forgotten
     */
    Optional<JobState> fail(TaskMessage task, String reason) throws InterruptedException;

    /**
     * Lets a task delete as much as is left of what a pass may delete. The same task gets the same answer again.
     *
     * @param wanted how much it would delete
     * @param most what the whole pass may delete
     * @return how much it may delete; at most {@code wanted}
     */
    long reserveDeletions(TaskMessage task, long wanted, long most) throws InterruptedException;

    /** Members of a note of the job, those with the highest scores first. */
    List<String> noted(String jobId, String note, int limit) throws InterruptedException;

    /** What the task at hand notes of the hooks of its entries. */
    TaskMarks marks(TaskMessage task);
}
