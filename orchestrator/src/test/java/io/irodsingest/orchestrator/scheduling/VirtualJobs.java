package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.ChainProgress;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.task.TaskMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Jobs that only have a name, a begin and an end on a virtual clock. An id is made once, whoever asks for it again. Not thread-safe.
 */
final class VirtualJobs implements JobLife {
    private final Supplier<Instant> clock;
    private final Function<String, Duration> lengths;
    private final Map<String, VirtualJob> jobs = new HashMap<>();
    private final Map<String, VirtualJob> names = new HashMap<>();
    private final PriorityQueue<VirtualJob> running = new PriorityQueue<>(
            (one, other) -> one.end.compareTo(other.end));
    private long repeated;

    /** What is remembered of a job. */
    static final class VirtualJob {
        private final String id;
        private final JobSpec spec;
        private final Origin origin;
        private Instant end;
        private boolean stopped;

        private VirtualJob(String id, JobSpec spec, Origin origin, Instant end) {
            this.id = id;
            this.spec = spec;
            this.origin = origin;
            this.end = end;
        }

        String id() {
            return id;
        }

        Instant created() {
            return origin.createdAt();
        }

        Instant planned() {
            return origin.plannedAt().orElseThrow();
        }
    }

    /** @param lengths how long a job takes, by its id */
    VirtualJobs(Supplier<Instant> clock, Function<String, Duration> lengths) {
        this.clock = clock;
        this.lengths = lengths;
    }

    /** As schedules see them: what they do not call is not there. */
    JobStore store() {
        return (JobStore) Proxy.newProxyInstance(JobStore.class.getClassLoader(), new Class<?>[]{JobStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Method own = VirtualJobs.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
                        return own.invoke(this, arguments);
                    } catch (NoSuchMethodException unused) {
                        throw new UnsupportedOperationException(method.getName(), unused);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    Creation create(NewJob wish) {
        VirtualJob known = jobs.get(wish.id());
        if (known != null) {
            repeated++;
            return new Creation.Exists(job(known));
        }
        Instant now = clock.get();
        VirtualJob made = new VirtualJob(wish.id(), wish.spec(),
                new Origin(now, wish.plannedAt(), wish.runOf(), ChainProgress.NONE),
                now.plus(lengths.apply(wish.id())));
        jobs.put(made.id, made);
        names.put(made.spec.name(), made);
        running.add(made);
        return new Creation.Created(job(made), null);
    }

    private Job job(VirtualJob job) {
        JobState state = state(job);
        return new Job(job.id, job.spec, state, Counts.NONE, 1, state.isFinal() ? 0 : 1, 0, 0, job.origin,
                new Passes(0, job.created(), Optional.of(job.end).filter(end -> state.isFinal()), Optional.empty(),
                        Optional.empty(), 0, Optional.empty()),
                Optional.empty(), Optional.empty());
    }

    private JobState state(VirtualJob job) {
        if (job.end.isAfter(clock.get())) {
            return JobState.RUNNING;
        }
        return job.stopped ? JobState.STOPPED : JobState.COMPLETED;
    }

    Optional<Job> byId(String jobId) {
        return Optional.ofNullable(jobs.get(jobId)).map(this::job);
    }

    Optional<Job> byName(String name) {
        return Optional.ofNullable(names.get(name)).map(this::job);
    }

    Map<String, JobState> states(Collection<String> jobIds) {
        Map<String, JobState> states = new HashMap<>();
        jobIds.forEach(id -> Optional.ofNullable(jobs.get(id)).ifPresent(job -> states.put(id, state(job))));
        return states;
    }

    @Override
    public void begun(Creation.Created created) {}

    @Override
    public void retried(Job job, TaskMessage first) {}

    @Override
    public Optional<JobState> stop(String jobId) {
        Optional<VirtualJob> job = Optional.ofNullable(jobs.get(jobId));
        job.filter(one -> one.end.isAfter(clock.get())).ifPresent(one -> {
            running.remove(one);
            one.end = clock.get();
            one.stopped = true;
            running.add(one);
        });
        return job.map(this::state);
    }

    /** When the next job ends of those whose end was not told. */
    Optional<Instant> nextEnd() {
        return Optional.ofNullable(running.peek()).map(job -> job.end);
    }

    /** Jobs that have ended, each told once. */
    List<String> ended() {
        List<String> ended = new ArrayList<>();
        while (!running.isEmpty() && !running.peek().end.isAfter(clock.get())) {
            ended.add(running.poll().id);
        }
        return ended;
    }

    Collection<VirtualJob> all() {
        return jobs.values();
    }

    /** How often somebody wished again for a job that was there. */
    long repeated() {
        return repeated;
    }
}
