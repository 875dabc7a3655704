package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.handlerapi.User;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task on its way through its handler and the task table. Belongs to one thread. */
final class TaskRun implements TaskContext {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
    private static final Set<IrodsError> CANNOT_ACT = EnumSet.of(IrodsError.CLIENT_USER_UNKNOWN,
            IrodsError.PROXY_REFUSED);

    private final WorkerParts parts;
    private final Running running;
    private final Turn turn;
    private final JobSpec spec;
    private final JobPolicy policy;
    private TaskMessage message;
    private boolean failed;
    private Optional<Function<String, Outcome>> cutOff = Optional.empty();
    private Supplier<Optional<Outcome.Part>> reached = Optional::empty;
    /** Null until it was asked for. */
    private Optional<User> user;

    TaskRun(WorkerParts parts, Running running, Turn turn, JobPolicy policy) {
        this.parts = parts;
        this.running = running;
        this.turn = turn;
        this.spec = turn.job().spec();
        this.policy = policy;
        this.message = turn.message();
    }

    /** The task as it is now: without the parts that are committed. */
    Task task() {
        return message.task();
    }

    /** Whether entries of it have failed for good. */
    boolean hasFailures() {
        return failed;
    }

    @Override
    public String jobId() {
        return message.jobId();
    }

    @Override
    public JobSpec spec() {
        return spec;
    }

    @Override
    public JobPolicy policy() {
        return policy;
    }

    @Override
    public boolean mayHaveRunBefore() {
        return turn.again();
    }

    @Override
    public boolean mayRunElsewhere() {
        return turn.mayRunElsewhere();
    }

    @Override
    public void whenGivenUp(Supplier<Optional<Outcome.Part>> what) {
        reached = what;
    }

    @Override
    public SyncCache cache() {
        return parts.cache();
    }

    @Override
    public Instant now() {
        return parts.clock().instant();
    }

    @Override
    public <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException {
        // of work that does not say what its requests are about, all fails that breaks its connection each time
        ConnectionLosses<Object> losses = new ConnectionLosses<>((thing, reason) -> {});
        return untilBack(() -> {
            try (IrodsSession session = session()) {
                return losses.run(session, () -> work.on(session));
            }
        });
    }

    @Override
    public <T, E extends Exception> T untilBack(Outages.Attempt<T, E> attempt) throws InterruptedException, E {
        Patience patience = new Patience(parts.patience());
        return parts.outages().untilBack(() -> patience.run(attempt));
    }

    @Override
    public void commitPart(Outcome.Done part, Task remainder) throws InterruptedException {
        Committed committed = commit(part, Optional.of(remainder));
        if (!committed.first() || committed.remainder().isEmpty()) {
            throw new InterruptedException("task " + message.id() + " is not ours any more");
        }
        message = committed.remainder().get();
        cutOff = Optional.empty();
        running.renewLimit();
    }

    @Override
    public void ifCutOff(Function<String, Outcome> outcome) {
        cutOff = Optional.of(outcome);
    }

    /** The outcome of the task when it was cut off, if its handler had said so. @param error one line that says why */
    Optional<Outcome> cutOff(String error) {
        return cutOff.map(outcome -> outcome.apply(error));
    }

    /** Commits what the task has reached when it is given up. */
    void keepReached() throws InterruptedException {
        Optional<Outcome.Part> part = reached.get();
        reached = Optional::empty;
        if (part.isPresent()) {
            commitPart(part.get().done(), part.get().remainder());
        }
    }

    /** Counts what the task has reached when it is given up because its job is being stopped. */
    void leaveReached() throws InterruptedException {
        Optional<Outcome.Part> part = reached.get();
        reached = Optional::empty;
        if (part.isPresent()) {
            Commit commit = RetryPlanner.commit(message, part.get().done(), Optional.empty(), policy);
            if (running.untilEntered(() -> parts.accounting().leave(commit))) {
                parts.meters().counted(spec, commit, part.get().done().bytes());
            }
        }
    }

    /** Puts the task back among the delayed ones. The job fails when its source was not reached once in a long time. */
    void postpone(SourceWait.Away away) throws InterruptedException {
        Optional<Accounting.Delayed> delayed = running
                .untilEntered(() -> parts.accounting().delay(message, away.pause(), away.reason()));
        if (delayed.isEmpty()) {
            return;
        }
        message = delayed.get().task();
        if (delayed.get().untouched() && delayed.get().waiting().compareTo(parts.sourcePatience()) > 0) {
            fail(away.reason() + "; it was not reached once in " + parts.sourcePatience().toSeconds() + " s");
        }
    }

    void finish(Outcome.Done outcome) throws InterruptedException {
        commit(outcome, Optional.empty());
    }

    void fail(String reason) throws InterruptedException {
        running.untilEntered(() -> parts.accounting().fail(message, reason))
                .ifPresent(state -> parts.jobs().note(message.jobId(), state));
    }

    @Override
    public long reserveDeletions(long wanted, long most) throws InterruptedException {
        return parts.accounting().reserveDeletions(message, wanted, most);
    }

    @Override
    public List<String> noted(String note, int limit) throws InterruptedException {
        return parts.accounting().noted(message.jobId(), note, limit);
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) throws InterruptedException {
        return parts.accounting().failuresToRetry(message.jobId(), limit);
    }

    @Override
    public TaskMarks marks() {
        return parts.accounting().marks(message);
    }

    @Override
    public void callOncePerPass(Hook hook) throws HookFailedException, InterruptedException {
        if (!policy.has(hook) || !parts.hooks().begin(message.jobId(), hook)) {
            return;
        }
        boolean called = false;
        try {
            Optional<HookFailedException> failure = irods(session -> call(hook, session));
            if (failure.isPresent()) {
                throw failure.get();
            }
            called = true;
        } catch (IrodsException refused) {
            throw new HookFailedException("iRODS refused: " + refused.getMessage());
        } finally {
            parts.hooks().end(message.jobId(), hook, called);
        }
    }

    private Optional<HookFailedException> call(Hook hook, IrodsSession session)
            throws UnavailableException, InterruptedException {
        try {
            policy.call(hook, null, session);
            return Optional.empty();
        } catch (HookFailedException failed) {
            return Optional.of(failed);
        } catch (HookSkippedException skipped) {
            return Optional.of(new HookFailedException("a hook of the job cannot skip: " + skipped.getMessage()));
        }
    }

    private Committed commit(Outcome.Done part, Optional<Task> remainder) throws InterruptedException {
        Commit commit = RetryPlanner.commit(message, part, remainder, policy);
        Committed committed = running.untilEntered(() -> parts.accounting().commit(commit));
        if (committed.first()) {
            parts.meters().counted(spec, commit, part.bytes());
            failed |= commit.counts().of(Count.FAILED) > 0;
        }
        publish(parts, spec, message, committed.toPublish(), turn.trace());
        committed.state().ifPresent(state -> parts.jobs().note(message.jobId(), state));
        return committed;
    }

    static void publish(WorkerParts parts, JobSpec spec, TaskMessage parent, List<TaskMessage> children,
            TraceParent trace) throws InterruptedException {
        if (children.isEmpty()) {
            return;
        }
        try {
            parts.broker().publish(children.stream()
                    .map(child -> new OutgoingMessage(spec.queue(child.task().lane()), child.id(),
                            TaskCodec.encode(child), Optional.of(child.task().type()),
                            Optional.of(trace.toString())))
                    .toList());
        } catch (QueueRefusedException refused) {
            // no waiting helps: it is the end of the pass
            LOG.error("job {} cannot be done: {}", spec.name(), refused.getMessage());
            parts.accounting().fail(children.getFirst(), refused.getMessage())
                    .ifPresent(state -> parts.jobs().note(parent.jobId(), state));
        }
        parts.accounting().published(parent, children);
    }

    /**
     * A refusal of this process by the server is for the operator to mend, and no entry's fault: work waits for it too. To act
     * for a user is the job's wish, and a refusal of that its end.
     */
    private IrodsSession session() throws UnavailableException, InterruptedException {
        try {
            return parts.irods().session(asUser(), spec.options().idleDisconnect(), turn.job().pace());
        } catch (IrodsException refused) {
            if (CANNOT_ACT.contains(refused.error())) {
                throw new JobFailedException(refused.getMessage(), refused);
            }
            throw new UnavailableException(Dependency.IRODS,
                    refused.getMessage(), refused);
        }
    }

    /** Asked once for a task. */
    private Optional<User> asUser() throws InterruptedException {
        if (user == null) {
            try {
                user = policy.asUser();
            } catch (HookFailedException failed) {
                throw new JobFailedException("the user to act for is not known: " + failed.getMessage(), failed);
            }
        }
        return user;
    }
}
