package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import java.time.Instant;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.TracedWork;
import io.irodsingest.common.worker.JobPolicies.UnusableHandlerException;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is entered in the task table, by what a task's handler does. */
@Timeout(60)
class ExecutionTest {
    private static final DeleteDataObjects TASK = new DeleteDataObjects("/z/c", List.of("a", "b"), 0);
    private static final DeleteDataObjects REST = new DeleteDataObjects("/z/c", List.of("b"), 0);
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeCluster cluster = new FakeCluster();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Running running = new Running(Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages,
            timer, Clock.systemUTC());
    private final ProcessMetrics metrics = new ProcessMetrics("worker-test", "1");
    private final Handler handler = new Handler();
    private final Execution execution = new Execution(cluster.parts(new TaskHandlers()
            .with(DeleteDataObjects.class, handler), metrics.meters()), running);

    /** What a handler does before it ends well. */
    private interface Work {
        void on(TaskContext context) throws InterruptedException;
    }

    /** Does what the test says, and notes for which task, and in which words, it is asked what has failed. */
    private static final class Handler implements TaskHandler<DeleteDataObjects> {
        private final List<String> failures = new ArrayList<>();
        private volatile Work work = context -> {};

        @Override
        public Outcome handle(DeleteDataObjects task, TaskContext context) throws InterruptedException {
            work.on(context);
            return WorkerTest.done(IngestCount.DELETED);
        }

        @Override
        public Outcome failed(DeleteDataObjects task, TaskContext context, String error) {
            failures.add(task.names() + ": " + error);
            return WorkerTest.done(Count.FAILED);
        }
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        threads.shutdownNow();
        metrics.close();
    }

    private Optional<Duration> run(Work work) throws InterruptedException {
        return run(work, LONG);
    }

    private Optional<Duration> run(Work work, Duration timeout) throws InterruptedException {
        return run(work, timeout, JobPolicies.SPECIFIED);
    }

    private Optional<Duration> run(Work work, Duration timeout, JobPolicies policies) throws InterruptedException {
        handler.work = work;
        JobSpec spec = new JobSpec("daily", IngestSpec.of(FakeCluster.spec("daily")),
                JobOptions.NONE.retrying(new RetryPolicy(0, Duration.ZERO, timeout)));
        FakeDelivery delivery = cluster.task("job", 1, TASK).publishedAt(Instant.now());
        TaskMessage message = cluster.taskTable.open.get("job-1");
        ActiveJob job = new ActiveJob("job", spec, false, policies, over -> {}, RateLimit.FREE);
        try (TracedWork traced = TracedWork.below(TraceParent.root())) {
            return execution.run(new Turn(delivery, job, message, false, false, traced));
        }
    }

    private long counted(Count count) {
        return cluster.taskTable.counted(count);
    }

    private void endedAs(String outcome) {
        assertThat(metrics.text()).contains(
                "irods_ingest_task_seconds_count{outcome=\"" + outcome + "\",type=\"DeleteDataObjects\"} 1");
    }

    @Test
    void whatTheHandlerDidIsCommittedAndMeasured() throws Exception {
        assertThat(run(context -> {})).isEmpty();

        assertThat(counted(IngestCount.DELETED)).isEqualTo(1);
        assertThat(cluster.taskTable.open).isEmpty();
        assertThat(running.count()).isZero();
        endedAs("done");
        assertThat(metrics.text()).contains("irods_ingest_queue_wait_seconds_count{queue=\"file\"} 1");
        deletionsInMetrics(1);
        assertThat(figure("irods_ingest_task_seconds_sum{outcome=\"done\",type=\"DeleteDataObjects\"}"))
                .isBetween(0.0, 60.0);
    }

    private void deletionsInMetrics(int many) {
        String name = "irods_ingest_entries_total{mode=\"APPLY\",operation=\"REGISTER_SYNC\",outcome=\"deleted\"}";
        if (many == 0) {
            assertThat(metrics.text()).doesNotContain(name);
        } else {
            assertThat(figure(name)).isEqualTo(many);
        }
    }

    private double figure(String series) {
        return metrics.text().lines().filter(line -> line.startsWith(series + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1))).findFirst()
                .orElseThrow();
    }

    private void givenUp() {
        assertThatThrownBy(() -> run(context -> {
            context.whenGivenUp(() -> Optional.of(new Outcome.Part(WorkerTest.done(IngestCount.DELETED), REST)));
            throw new InterruptedException("given up");
        })).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatATaskOfAStoppedJobHadDoneIsCountedAndItsRestIsNobodys() {
        givenUp();

        assertThat(cluster.taskTable.left).singleElement()
                .satisfies(left -> assertThat(left.counts().of(IngestCount.DELETED)).isEqualTo(1));
        assertThat(cluster.taskTable.commits).isEmpty();
        deletionsInMetrics(1);
    }

    /** The job was not stopped: whoever gets the task does it again. */
    @Test
    void whatTheTableDidNotTakeIsNotMeasured() {
        cluster.taskTable.takesWhatIsLeft = false;

        givenUp();

        deletionsInMetrics(0);
    }

    @Test
    void whatATaskHadDoneWhenItsWorkerEndsIsCommittedAndTheRestStays() {
        running.interruptAll();

        givenUp();

        assertThat(cluster.taskTable.left).isEmpty();
        assertThat(counted(IngestCount.DELETED)).isEqualTo(1);
        assertThat(cluster.taskTable.open.get("job-1").task()).isEqualTo(REST);
    }

    /** However many jobs wait for their stores, one thread after the other tries. */
    @Test
    void whoHasTriedASourceLetsTheNextOneTry() throws Exception {
        ActiveJob one = job("one");
        ActiveJob other = job("other");
        one.source().lost("S3: refused");
        other.source().lost("S3: refused");
        FakeDelivery first = cluster.task("one", 1, TASK);
        FakeDelivery second = cluster.task("other", 2, TASK);
        await().during(SourceWait.FIRST_PAUSE).until(() -> true);

        threads.submit(() -> run(first, one)).get();
        threads.submit(() -> run(second, other)).get();

        assertThat(counted(IngestCount.DELETED)).isEqualTo(2);
        assertThat(cluster.taskTable.delayed).isEmpty();
    }

    private static ActiveJob job(String id) {
        return new ActiveJob(id, FakeCluster.spec(id), false, JobPolicies.SPECIFIED, over -> {}, RateLimit.FREE);
    }

    private Optional<Duration> run(FakeDelivery delivery, ActiveJob job) throws InterruptedException {
        TaskMessage message = cluster.taskTable.open.get(delivery.messageId().orElseThrow());
        try (TracedWork traced = TracedWork.below(TraceParent.root())) {
            return execution.run(new Turn(delivery, job, message, false, false, traced));
        }
    }

    static Stream<Arguments> defects() {
        return Stream.of(new IllegalStateException("no such state"), new NoClassDefFoundError("com/example/Missing"),
                new StackOverflowError(), new AssertionError("never")).map(Arguments::of);
    }

    /** Of ours, or of a library: the entries of the task fail for it, and the worker goes on. */
    @ParameterizedTest
    @MethodSource("defects")
    void aDefectFailsTheTaskInItsOwnWords(Throwable defect) throws Exception {
        assertThat(run(context -> sneak(defect))).isEmpty();

        assertThat(handler.failures).containsExactly("[a, b]: internal error: " + defect);
        assertThat(counted(Count.FAILED)).isEqualTo(1);
        endedAs("failed");
    }

    /** One that cannot say how long a task may take. */
    private static final class BrokenHandler {
        Duration timeout() throws HookFailedException {
            throw new HookFailedException("timeout threw");
        }
    }

    @Test
    void anEventHandlerThatFailsFailsTheTask() throws Exception {
        run(context -> {}, LONG, (id, spec) -> Partial.of(JobPolicy.class, new BrokenHandler()));

        assertThat(handler.failures).containsExactly("[a, b]: timeout threw");
        assertThat(counted(Count.FAILED)).isEqualTo(1);
    }

    @Test
    void whatCannotBeDoneForTheJobEndsItsPass() throws Exception {
        assertThat(run(context -> {
            throw new JobFailedException("acting for alice is refused");
        })).isEmpty();

        assertThat(cluster.taskTable.failures).containsEntry("job", "acting for alice is refused");
        assertThat(cluster.taskTable.commits).isEmpty();
        endedAs("job_failed");
    }

    @Test
    void anEventHandlerThatCannotBeHadEndsThePass() throws Exception {
        assertThat(run(context -> {}, LONG, (id, spec) -> {
            throw new UnusableHandlerException("event handler h.jar is not in Redis any more");
        })).isEmpty();

        assertThat(cluster.taskTable.failures).containsEntry("job", "event handler h.jar is not in Redis any more");
        endedAs("job_failed");
    }

    /** It is nobody's fault, and tried again when Redis takes it. */
    @Test
    void aRefusalOfRedisIsNoFailureOfTheTask() {
        assertThatThrownBy(() -> run(context -> {
            throw new RedisRefusedException("OOM command not allowed", null);
        })).isInstanceOf(RedisRefusedException.class);

        assertThat(handler.failures).isEmpty();
        assertThat(cluster.taskTable.open).hasSize(1);
        assertThat(running.count()).as("its thread is free").isZero();
        endedAs("interrupted");
    }

    @Test
    void aTaskThatIsCutOffKeepsWhatItsHandlerSaysThatItReached() throws Exception {
        run(context -> {
            context.ifCutOff(error -> WorkerTest.done(IngestCount.MISSING));
            context.ifCutOff(error -> WorkerTest.done(IngestCount.EXTRA));
            throw new IllegalStateException("defect");
        });

        assertThat(counted(IngestCount.EXTRA)).as("what was said last").isEqualTo(1);
        assertThat(counted(IngestCount.MISSING)).isZero();
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whatWasSaidBeforeAPartWasCommittedIsOutdated() throws Exception {
        run(context -> {
            context.ifCutOff(error -> WorkerTest.done(IngestCount.EXTRA));
            context.commitPart(WorkerTest.done(IngestCount.DELETED), REST);
            throw new IllegalStateException("defect");
        });

        assertThat(counted(IngestCount.EXTRA)).isZero();
        assertThat(counted(IngestCount.DELETED)).isEqualTo(1);
        assertThat(handler.failures).as("of what was left")
                .containsExactly("[b]: internal error: java.lang.IllegalStateException: defect");
    }

    @Test
    void aTaskThatTakesTooLongFails() throws Exception {
        run(context -> new CountDownLatch(1).await(), Duration.ofMillis(150));

        assertThat(handler.failures).containsExactly("[a, b]: took longer than 0.15 s");
        assertThat(counted(Count.FAILED)).isEqualTo(1);
        assertThat(Thread.interrupted()).as("its thread goes on unharmed").isFalse();
        endedAs("failed");
    }

    /** A timer whose time never comes, which notes what is to be done when. */
    private static final class Timer {
        private final List<Long> limits = new ArrayList<>();
        private int takenBack;

        ScheduledFuture<?> schedule(Runnable work, long millis, TimeUnit unit) {
            limits.add(millis);
            return Partial.of(ScheduledFuture.class, new Limit());
        }

        private final class Limit {
            boolean cancel(boolean interrupting) {
                takenBack++;
                return true;
            }
        }
    }

    @Test
    void aPartThatIsCommittedGivesTheTaskItsTimeAnew() throws Exception {
        Timer noted = new Timer();
        Running limited = new Running(Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages,
                Partial.of(ScheduledExecutorService.class, noted), Clock.systemUTC());
        handler.work = context -> {
            assertThat(noted.limits).hasSize(1);
            context.commitPart(WorkerTest.done(IngestCount.DELETED), REST);
            assertThat(noted.limits).hasSize(2);
            assertThat(noted.takenBack).isEqualTo(1);
        };
        FakeDelivery delivery = cluster.task("job", 1, TASK);
        Execution withLimits = new Execution(cluster.parts(new TaskHandlers().with(DeleteDataObjects.class, handler)),
                limited);

        try (TracedWork traced = TracedWork.below(TraceParent.root())) {
            withLimits.run(new Turn(delivery, job("job"), cluster.taskTable.open.get("job-1"), false, false, traced));
        }

        assertThat(handler.failures).isEmpty();
        assertThat(noted.limits).containsOnly(LONG.toMillis());
        assertThat(noted.takenBack).as("it has ended").isEqualTo(2);
    }

    /** What is entered after the work takes the time that Redis takes. */
    @Test
    void aTaskThatIsDoneIsNotInterruptedWhileItIsCommitted() throws Exception {
        Duration limit = Duration.ofMillis(100);
        cluster.taskTable.onCommit = () -> await().during(limit.multipliedBy(3)).until(() -> true);

        assertThat(run(context -> {}, limit)).isEmpty();

        assertThat(counted(IngestCount.DELETED)).isEqualTo(1);
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void aTaskThatAThreadIsAtIsLookedAtAgainLater() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Optional<Duration>> first = threads.submit(() -> run(context -> {
            begun.countDown();
            goOn.await();
        }));
        begun.await();

        assertThat(run(handler.work)).contains(Duration.ofSeconds(2));

        goOn.countDown();
        assertThat(first.get()).isEmpty();
        assertThat(counted(IngestCount.DELETED)).isEqualTo(1);
    }

    /** The worker is about to end, or the job is being stopped: that Redis takes nothing now changes nothing about it. */
    @Test
    void anInterruptIsNotLostWhenWhatWasReachedCannotBeKept() {
        cluster.taskTable.onLeave = () -> {
            throw new RedisRefusedException("OOM command not allowed", null);
        };

        assertThatThrownBy(() -> run(context -> {
            context.whenGivenUp(() -> Optional.of(new Outcome.Part(WorkerTest.done(IngestCount.DELETED), REST)));
            throw new InterruptedException("the job is stopped");
        })).isInstanceOf(InterruptedException.class).hasMessage("the job is stopped");

        endedAs("interrupted");
    }

    @Test
    void aHandlerWhoseTaskSomebodyElseHasTakenIsEnded() {
        assertThatThrownBy(() -> run(context -> {
            cluster.taskTable.open.clear();
            context.commitPart(WorkerTest.done(IngestCount.DELETED), REST);
        })).isInstanceOf(InterruptedException.class).hasMessage("task job-1 is not ours any more");

        assertThat(counted(IngestCount.DELETED)).isZero();
    }

    @Test
    void childrenOfATaskAreOfItsTraceAndGoToTheQueuesOfTheirLanes() throws Exception {
        Task child = new DeleteDataObjects("/z/d", List.of("c"), 0);

        run(context -> context.commitPart(
                new Outcome.Done(Counts.NONE, List.of(child), List.of(), CacheUpdate.NONE), REST));

        assertThat(cluster.messages.published).singleElement().satisfies(message -> {
            assertThat(message.queue()).isEqualTo("delete");
            assertThat(message.type()).contains("DeleteDataObjects");
            assertThat(message.traceParent()).isPresent();
        });
        assertThat(cluster.taskTable.notedAsPublished).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable any) throws E {
        throw (E) any;
    }
}
