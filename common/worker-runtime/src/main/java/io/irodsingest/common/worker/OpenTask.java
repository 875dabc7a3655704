package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Accounting.Next;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.worker.TakenAhead.Candidate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task of the table that a thread is at: what of it is committed, and what is published then. Belongs to that thread. */
final class OpenTask {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTask.class);

    private final WorkerParts parts;
    private final Running running;
    private final JobSpec spec;
    private final JobPolicy policy;
    private final TraceParent trace;
    private final String queue;
    private TaskMessage message;
    private boolean failed;

    OpenTask(WorkerParts parts, Running running, Turn turn, JobPolicy policy) {
        this.parts = parts;
        this.running = running;
        this.spec = turn.job().spec();
        this.policy = policy;
        this.trace = turn.trace();
        this.queue = turn.delivery().queue();
        this.message = turn.message();
    }

    /** As it is now: without the parts that are committed. */
    TaskMessage message() {
        return message;
    }

    /** Whether entries of it have failed for good. */
    boolean hasFailures() {
        return failed;
    }

    /**
     * Commits a part, and gives the task its time anew.
     *
     * @param remainder the same task without what is done
     * @throws InterruptedException when somebody else has the task or its job is not active any more
     */
    void commitPart(Outcome.Done part, Task remainder) throws InterruptedException {
        Committed committed = commit(part, Optional.of(remainder));
        if (!committed.first() || committed.remainder().isEmpty()) {
            throw new InterruptedException("task " + message.id() + " is not ours any more");
        }
        message = committed.remainder().get();
        running.renewLimit();
    }

    /** Commits what is left of it; then it is no longer in the table. */
    void finish(Outcome.Done outcome) throws InterruptedException {
        commit(outcome, Optional.empty());
    }

    /** Counts a part and leaves the task to nobody, for its job is being stopped. */
    void leave(Outcome.Done part) throws InterruptedException {
        leave(RetryPlanner.commit(message, part, Optional.empty(), policy), part);
    }

    private void leave(Commit commit, Outcome.Done part) throws InterruptedException {
        if (running.untilEntered(() -> parts.uses().accounting().leave(commit))) {
            parts.meters().counted(spec, commit, part.bytes());
        }
    }

    /** Puts it back among the delayed ones. Its job fails when its source was not reached once in a long time. */
    void postpone(SourceWait.Away away) throws InterruptedException {
        Optional<Accounting.Delayed> delayed = running
                .untilEntered(() -> parts.uses().accounting().delay(message, away.pause(), away.reason()));
        if (delayed.isEmpty()) {
            return;
        }
        message = delayed.get().task();
        if (delayed.get().untouched() && delayed.get().waiting().compareTo(parts.sourcePatience()) > 0) {
            failJob(away.reason() + "; it was not reached once in " + parts.sourcePatience().toSeconds() + " s");
        }
    }

    /** Ends the pass of its job as failed. */
    void failJob(String reason) throws InterruptedException {
        running.untilEntered(() -> parts.uses().accounting().fail(message, reason))
                .ifPresent(state -> parts.jobs().note(message.jobId(), state));
    }

    private Committed commit(Outcome.Done part, Optional<Task> remainder) throws InterruptedException {
        Optional<Candidate> next = remainder.isPresent()
                ? Optional.empty()
                : parts.ahead().next(message.jobId(), queue);
        Commit planned = RetryPlanner.commit(message, part, remainder, policy);
        Commit commit = next.map(one -> planned.taking(new Next(one.task(), parts.elsewhere().workerId())))
                .orElse(planned);
        Committed committed = running.untilEntered(() -> parts.uses().accounting().commit(commit));
        committed.next().ifPresent(taken -> parts.ahead().note(next.orElseThrow(), taken));
        if (committed.first()) {
            parts.meters().counted(spec, commit, part.bytes());
            failed |= commit.counts().of(Count.FAILED) > 0;
        } else if (committed.state().filter(JobState.STOPPING::equals).isPresent()) {
            // it was done before it heard of the stop
            leave(commit, part);
        }
        publish(parts, spec, message, committed.toPublish(), trace);
        committed.state().ifPresent(state -> parts.jobs().note(message.jobId(), state));
        return committed;
    }

    /**
     * Publishes tasks that stand in the table, and notes that they are.
     *
     * @param parent the task whose commit entered them
     */
    static void publish(WorkerParts parts, JobSpec spec, TaskMessage parent, List<TaskMessage> children,
            TraceParent trace) throws InterruptedException {
        if (children.isEmpty()) {
            return;
        }
        try {
            parts.uses().broker().publish(children.stream()
                    .map(child -> new OutgoingMessage(spec.queue(child.task().lane()), child.id(),
                            TaskCodec.encode(child), Optional.of(child.task().type()),
                            Optional.of(trace.toString())))
                    .toList());
        } catch (QueueRefusedException refused) {
            // no waiting helps: it is the end of the pass
            LOG.error("job {} cannot be done: {}", spec.name(), refused.getMessage());
            parts.uses().accounting().fail(children.getFirst(), refused.getMessage())
                    .ifPresent(state -> parts.jobs().note(parent.jobId(), state));
        }
        parts.uses().accounting().published(parent, children);
    }
}
