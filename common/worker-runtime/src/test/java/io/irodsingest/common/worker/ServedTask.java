package io.irodsingest.common.worker;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.task.Task;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a handler works with in tests of handlers: a real server of iRODS, and instead of a task table what the test says. The
 * task is new, nothing is remembered, and the job has no behaviour of its own, unless the test says otherwise.
 */
public final class ServedTask implements TaskContext {
    private final JobSpec spec;
    private final Irods irods;
    private final Outages outages = new Outages(Clock.systemUTC());
    private final List<String> noted = new ArrayList<>();
    private final List<EntryFailure> kept = new ArrayList<>();
    private JobPolicy policy;
    private SyncCache cache = new NoMemory();
    private TaskMarks marks = new Notes();
    private Consumer<Outcome.Done> committed = part -> {};
    private Optional<Task> remainder = Optional.empty();
    private Function<String, Outcome> cutOff = error -> {
        throw new IllegalStateException("the handler did not say what it has reached: " + error);
    };
    private boolean begunBefore;
    private long reserved;

    /** What is noted of a task, whoever has it. Thread-safe. */
    public static final class Notes implements TaskMarks {
        private final Map<String, String> plan = new TreeMap<>();
        private final Set<String> done = new HashSet<>();

        @Override
        public synchronized Marks begin(Map<String, String> more) {
            more.forEach(plan::putIfAbsent);
            return new Marks(plan, done);
        }

        @Override
        public synchronized void done(String entry) {
            done.add(entry);
        }
    }

    public ServedTask(JobSpec spec, Irods irods) {
        this.spec = spec;
        this.irods = irods;
        this.policy = JobPolicy.specified(spec);
    }

    /** With a behaviour of its own. */
    public ServedTask with(JobPolicy ofJob) {
        policy = ofJob;
        return this;
    }

    public ServedTask with(SyncCache memory) {
        cache = memory;
        return this;
    }

    /** With notes of the task that outlive it. */
    public ServedTask with(Notes notes) {
        marks = notes;
        return this;
    }

    /** @param parts takes the parts of the task that are committed before its end */
    public ServedTask committing(Consumer<Outcome.Done> parts) {
        committed = parts;
        return this;
    }

    /** Somebody had the task before. */
    public ServedTask begunBefore() {
        begunBefore = true;
        return this;
    }

    /** With members of the job's notes. */
    public ServedTask noting(String... members) {
        noted.addAll(List.of(members));
        return this;
    }

    /** With kept failures of the job, which are handed out once. */
    public ServedTask keeping(List<EntryFailure> failures) {
        kept.addAll(failures);
        return this;
    }

    public Outages outages() {
        return outages;
    }

    /** What was left of the task when a part of it was committed last. */
    public Optional<Task> remainder() {
        return remainder;
    }

    /** What becomes of the task when it is cut off now. */
    public Outcome cutOff(String error) {
        return cutOff.apply(error);
    }

    @Override
    public String jobId() {
        return "job";
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
        return begunBefore;
    }

    @Override
    public SyncCache cache() {
        return cache;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException {
        return untilBack(() -> {
            try (IrodsSession session = session()) {
                return work.on(session);
            }
        });
    }

    private IrodsSession session() throws UnavailableException, InterruptedException {
        try {
            return irods.session();
        } catch (IrodsException refused) {
            throw new UnavailableException(Dependency.IRODS, refused.getMessage(), refused);
        }
    }

    @Override
    public <T, E extends Exception> T untilBack(Outages.Attempt<T, E> attempt) throws InterruptedException, E {
        return outages.untilBack(attempt);
    }

    @Override
    public void ifCutOff(Function<String, Outcome> outcome) {
        cutOff = outcome;
    }

    @Override
    public void commitPart(Outcome.Done part, Task rest) {
        committed.accept(part);
        remainder = Optional.of(rest);
    }

    @Override
    public long reserveDeletions(long wanted, long most) {
        long allowed = Math.min(wanted, most - reserved);
        reserved += allowed;
        return allowed;
    }

    @Override
    public List<String> noted(String note, int limit) {
        return noted.stream().limit(limit).toList();
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) {
        List<EntryFailure> page = List.copyOf(kept.subList(0, Math.min(limit, kept.size())));
        kept.subList(0, page.size()).clear();
        return page;
    }

    @Override
    public TaskMarks marks() {
        return marks;
    }

    @Override
    public void oncePerPass(String what, OnceWork work) throws InterruptedException {
        work.run();
    }

    @Override
    public void callOncePerPass(Hook hook) throws HookFailedException, InterruptedException {
        try {
            Optional<HookFailedException> failure = irods(session -> {
                try {
                    policy.call(hook, null, session);
                    return Optional.empty();
                } catch (HookFailedException failed) {
                    return Optional.of(failed);
                } catch (HookSkippedException skipped) {
                    return Optional.of(new HookFailedException(skipped.getMessage()));
                }
            });
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (IrodsException refused) {
            throw new HookFailedException(refused.getMessage());
        }
    }
}
