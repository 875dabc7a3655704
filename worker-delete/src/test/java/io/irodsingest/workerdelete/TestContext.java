package io.irodsingest.workerdelete;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
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
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a handler works with in a test: a real iRODS, and nothing else that is outside. */
final class TestContext implements TaskContext {
    private final JobSpec spec;
    private final JobPolicy policy;
    private final Irods irods;
    private final SyncCache cache;
    private final Consumer<Outcome.Done> committed;
    private final Outages outages = new Outages(Clock.systemUTC());
    private final Map<String, String> plan = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private Task remainder;
    private final List<String> gone = new ArrayList<>();
    private long reserved;

    /** @param committed takes the parts of the task that are committed before its end */
    TestContext(JobSpec spec, JobPolicy policy, Irods irods, SyncCache cache, Consumer<Outcome.Done> committed) {
        this.spec = spec;
        this.policy = policy;
        this.irods = irods;
        this.cache = cache;
        this.committed = committed;
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
        return false;
    }

    @Override
    public SyncCache cache() {
        return cache;
    }

    @Override
    public Instant now() {
        return Instant.now();
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
        throw new UnsupportedOperationException("deletions are told by their tasks");
    }

    @Override
    public void commitPart(Outcome.Done part, Task rest) {
        committed.accept(part);
        remainder = rest;
    }

    /** What was left of the task when a part of it was committed last. */
    Optional<Task> remainder() {
        return Optional.ofNullable(remainder);
    }

    @Override
    public long reserveDeletions(long wanted, long most) {
        long allowed = Math.min(wanted, most - reserved);
        reserved += allowed;
        return allowed;
    }

    @Override
    public List<String> noted(String note, int limit) {
        return gone.stream().limit(limit).toList();
    }

    /** Notes collections for the end of the pass. */
    TestContext withGone(String... paths) {
        gone.addAll(List.of(paths));
        return this;
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) {
        return List.of();
    }

    @Override
    public TaskMarks marks() {
        return new TaskMarks() {
            @Override
            public Marks begin(Map<String, String> planned) {
                planned.forEach(plan::putIfAbsent);
                return new Marks(plan, done);
            }

            @Override
            public void done(String entry) {
                done.add(entry);
            }
        };
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
