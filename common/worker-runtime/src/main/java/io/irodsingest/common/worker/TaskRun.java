package io.irodsingest.common.worker;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.irods.ConnectionLosses;
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
import java.util.Set;
import java.util.function.Supplier;

/** One task on its way through its handler and the task table. Belongs to one thread. */
final class TaskRun implements TaskContext {
    private final WorkerParts parts;
    private final Turn turn;
    private final JobSpec spec;
    private final JobPolicy policy;
    private final OpenTask open;
    private final JobSessions sessions;
    private Optional<Function<String, Outcome>> cutOff = Optional.empty();
    private Supplier<Optional<Outcome.Part>> reached = Optional::empty;

    TaskRun(WorkerParts parts, Running running, Turn turn, JobPolicy policy) {
        this.parts = parts;
        this.turn = turn;
        this.spec = turn.job().spec();
        this.policy = policy;
        this.open = new OpenTask(parts, running, turn, policy);
        this.sessions = new JobSessions(parts.uses().irods(), turn.job(), policy);
    }

    /** The task as it is now: without the parts that are committed. */
    Task task() {
        return open.message().task();
    }

    /** Whether entries of it have failed for good. */
    boolean hasFailures() {
        return open.hasFailures();
    }

    @Override
    public String jobId() {
        return turn.message().jobId();
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
        return parts.uses().cache();
    }

    @Override
    public Instant now() {
        return parts.uses().clock().instant();
    }

    @Override
    public <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException {
        // of work that does not say what its requests are about, all fails that breaks its connection each time
        ConnectionLosses<Object> losses = new ConnectionLosses<>((thing, reason) -> {});
        return untilBack(() -> {
            try (IrodsSession session = sessions.open()) {
                return losses.run(session, () -> work.on(session));
            }
        });
    }

    @Override
    public <T, E extends Exception> T untilBack(Outages.Attempt<T, E> attempt) throws InterruptedException, E {
        Patience patience = new Patience(parts.patience());
        return parts.uses().outages().untilBack(() -> patience.run(attempt));
    }

    @Override
    public void commitPart(Outcome.Done part, Task remainder) throws InterruptedException {
        open.commitPart(part, remainder);
        cutOff = Optional.empty();
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
            open.leave(part.get().done());
        }
    }

    /** Puts the task back among the delayed ones. The job fails when its source was not reached once in a long time. */
    void postpone(SourceWait.Away away) throws InterruptedException {
        open.postpone(away);
    }

    void finish(Outcome.Done outcome) throws InterruptedException {
        open.finish(outcome);
    }

    void fail(String reason) throws InterruptedException {
        open.failJob(reason);
    }

    @Override
    public long reserveDeletions(long wanted, long most) throws InterruptedException {
        return parts.uses().accounting().reserveDeletions(open.message(), wanted, most);
    }

    @Override
    public List<String> noted(String note, int limit) throws InterruptedException {
        return parts.uses().accounting().noted(jobId(), note, limit);
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) throws InterruptedException {
        return parts.uses().accounting().failuresToRetry(jobId(), limit);
    }

    @Override
    public TaskMarks marks() {
        return parts.uses().accounting().marks(open.message());
    }

    @Override
    public void callOncePerPass(Hook hook) throws HookFailedException, InterruptedException {
        if (!policy.has(hook) || !parts.hooks().begin(jobId(), hook.name())) {
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
            parts.hooks().end(jobId(), hook.name(), called);
        }
    }

    @Override
    public void oncePerPass(String what, OnceWork work) throws InterruptedException {
        if (!parts.hooks().begin(jobId(), what)) {
            return;
        }
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            parts.hooks().end(jobId(), what, done);
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
}
