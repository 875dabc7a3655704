package io.irodsingest.orchestrator;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Stands for sources and iRODS in tests of what is around them: a job has so many tasks of one file each. */
public final class PretendedWork {
    private final int tasks;
    private final int failing;
    private final Optional<String> jobError;
    private final Optional<CountDownLatch> gate;
    private Duration time = Duration.ZERO;
    private final CountDownLatch begun = new CountDownLatch(1);

    private PretendedWork(int tasks, int failing, Optional<String> jobError, Optional<CountDownLatch> gate) {
        this.tasks = tasks;
        this.failing = failing;
        this.jobError = jobError;
        this.gate = gate;
    }

    public static PretendedWork ofTasks(int tasks) {
        return new PretendedWork(tasks, 0, Optional.empty(), Optional.empty());
    }

    /** The first of them fail. */
    public PretendedWork ofWhichFail(int count) {
        return new PretendedWork(tasks, count, jobError, gate);
    }

    /** The source is found unusable. */
    public static PretendedWork failingJobs(String error) {
        return new PretendedWork(0, 0, Optional.of(error), Optional.empty());
    }

    /** Tasks wait at the gate until it opens, or they are interrupted. */
    public PretendedWork behind(CountDownLatch closed) {
        return new PretendedWork(tasks, failing, jobError, Optional.of(closed));
    }

    /** Each task takes so long. */
    public PretendedWork taking(Duration time) {
        PretendedWork slow = new PretendedWork(tasks, failing, jobError, gate);
        slow.time = time;
        return slow;
    }

    /** Opens when a task has begun. */
    public CountDownLatch begun() {
        return begun;
    }

    TaskHandlers handlers() {
        return new TaskHandlers().with(IngestTask.StartPass.class, handler((task, context) -> start()))
                .with(IngestTask.SyncFiles.class, handler((task, context) -> sync(task, context)))
                .with(IngestTask.RetryFailures.class,
                        handler((task, context) -> done(Counts.NONE, List.of(), List.of())));
    }

    private Outcome start() {
        if (jobError.isPresent()) {
            return new Outcome.JobFailed(jobError.get());
        }
        List<Task> children = Stream.iterate(0, i -> i < tasks, i -> i + 1).map(PretendedWork::task).toList();
        return done(new Counts.Builder().add(IngestCount.DIRECTORIES).add(IngestCount.FILES, tasks).build(), children,
                List.of());
    }

    private Outcome sync(IngestTask.SyncFiles task, TaskContext context) throws InterruptedException {
        begun.countDown();
        if (gate.isPresent()) {
            gate.get().await();
        }
        if (time.isPositive() && new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody opens it");
        }
        RawPath name = task.groups().getFirst().names().getFirst();
        if (Integer.parseInt(name.encoded().substring("file-".length())) >= failing) {
            return done(Counts.of(IngestCount.REGISTERED, 1), List.of(), List.of());
        }
        return done(Counts.of(Count.FAILED, 1), List.of(), List.of(
                new EntryFailure(IngestSpec.of(context.spec()).source().resolve(name), "no space left on vault",
                        context.now())));
    }

    private static Outcome done(Counts counts, List<Task> children, List<EntryFailure> failures) {
        return new Outcome.Done(counts, children, failures, CacheUpdate.NONE);
    }

    /** The task of one of the files. */
    public static Task task(int i) {
        return new IngestTask.SyncFiles(List.of(group("file-" + i)), 0);
    }

    private static EntryGroup group(String name) {
        return new EntryGroup(RawPath.EMPTY, Change.NEW, true, 0,
                Collections.singletonList(RawPath.ofText(name)));
    }

    @FunctionalInterface
    private interface Work<T extends Task> {
        Outcome of(T task, TaskContext context) throws InterruptedException;
    }

    private static <T extends Task> TaskHandler<T> handler(Work<T> work) {
        return new TaskHandler<>() {
            @Override
            public Outcome handle(T task, TaskContext context) throws InterruptedException {
                return work.of(task, context);
            }

            @Override
            public Outcome failed(T task, TaskContext context, String error) {
                throw new AssertionError(error);
            }
        };
    }
}
