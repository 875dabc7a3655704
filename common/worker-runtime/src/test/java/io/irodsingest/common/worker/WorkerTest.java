package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.common.worker.FakeCluster.Fault;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker with one thread: whatever becomes of one task, the next one is worked on. */
@Tag("not-for-mutants")
@Timeout(60)
class WorkerTest {
    private final FakeCluster cluster = new FakeCluster();

    /** Where and how a call goes wrong that no handler is asked for. */
    enum Wrong {
        COMMIT((cluster, fault) -> cluster.taskTable.onCommit = fault), JOB(
                (cluster, fault) -> cluster.jobs.onRead = fault);

        private final BiConsumer<FakeCluster, Fault> where;

        Wrong(BiConsumer<FakeCluster, Fault> where) {
            this.where = where;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsThrownTheThreadGoesOnAndTheTaskIsTriedAgain(Wrong wrong) {
        AtomicInteger times = new AtomicInteger();
        wrong.where.accept(cluster, () -> {
            if (times.incrementAndGet() == 1) {
                throw new OutOfMemoryError("for this test");
            }
        });
        try (Worker worker = cluster.worker(1, counting())) {
            worker.start();
            FakeDelivery unlucky = cluster.task("unlucky", 1);
            FakeDelivery next = cluster.task("next", 2);
            cluster.messages.deliver(unlucky);
            cluster.messages.deliver(next);

            await().untilAsserted(() -> assertThat(next.fate()).isEqualTo(Fate.ACKED));
            await().untilAsserted(() -> assertThat(unlucky.fate()).isEqualTo(Fate.ACKED));
            assertThat(cluster.taskTable.counted(IngestCount.UNCHANGED)).isEqualTo(2);
            assertThat(worker.troubles()).isEmpty();
        }
    }

    @Test
    void whatRedisRefusesWaitsVisiblyAndGoesOn() {
        AtomicInteger refusals = new AtomicInteger();
        cluster.taskTable.onCommit = () -> {
            if (refusals.incrementAndGet() < 2) {
                throw new RedisRefusedException("redis://host refuses us: NOPERM", null);
            }
        };
        try (Worker worker = cluster.worker(1, counting())) {
            worker.start();
            FakeDelivery refused = cluster.task("job", 1);
            cluster.messages.deliver(refused);

            await().untilAsserted(() -> assertThat(cluster.outages.current()).singleElement()
                    .satisfies(outage -> assertThat(outage.describe()).contains("NOPERM")));
            FakeDelivery other = cluster.task("job", 2);
            cluster.messages.deliver(other);
            await().untilAsserted(() -> assertThat(other.fate()).isEqualTo(Fate.ACKED));
            assertThat(cluster.outages.current()).as("what was refused still waits").isNotEmpty();

            await().untilAsserted(() -> assertThat(refused.fate()).isEqualTo(Fate.ACKED));
            await().untilAsserted(() -> assertThat(cluster.outages.current()).isEmpty());
            assertThat(cluster.messages.buried).isEmpty();
        }
    }

    @Test
    void theMessageOfAJobThatIsOverIsAcknowledgedUnread() {
        try (Worker worker = cluster.worker(1, new TaskHandlers())) {
            worker.start();
            FakeDelivery stopped = cluster.task("stopped", 1);
            cluster.jobs.states.put("stopped", JobState.STOPPED);
            cluster.messages.deliver(stopped);

            await().untilAsserted(() -> assertThat(stopped.fate()).isEqualTo(Fate.ACKED));
            assertThat(cluster.taskTable.commits).isEmpty();
        }
    }

    /** Its thread is at no task yet: it asks for the job's record, and Redis does not answer. */
    @Test
    void anEndDoesNotWaitForAThreadThatWaitsForRedis() {
        CountDownLatch asked = new CountDownLatch(1);
        cluster.jobs.onRead = () -> {
            asked.countDown();
            new CountDownLatch(1).await();
        };
        Worker worker = cluster.worker(1, counting());
        worker.start();
        FakeDelivery delivery = cluster.task("job", 1);
        cluster.messages.deliver(delivery);
        await().until(() -> asked.getCount() == 0);
        long begun = System.nanoTime();

        worker.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
        assertThat(delivery.fate()).isEqualTo(Fate.REQUEUED);
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(
                thread -> thread.getName().equals("task-1") && thread.isAlive());
    }

    @Test
    void aTaskThatIsInterruptedByAStopTellsWhatItHadDone() {
        CountDownLatch begun = new CountDownLatch(1);
        try (Worker worker = cluster.worker(1, handling((task, context) -> {
            context.whenGivenUp(() -> Optional.of(new Outcome.Part(done(IngestCount.UPLOADED), task)));
            begun.countDown();
            new CountDownLatch(1).await();
        }))) {
            worker.start();
            FakeDelivery delivery = cluster.task("job", 1);
            cluster.messages.deliver(delivery);
            await().until(() -> begun.getCount() == 0);

            cluster.jobs.become("job", JobState.STOPPING);

            await().untilAsserted(() -> assertThat(delivery.fate()).isEqualTo(Fate.ACKED));
            assertThat(cluster.taskTable.left).singleElement()
                    .satisfies(left -> assertThat(left.counts().of(IngestCount.UPLOADED)).isEqualTo(1));
            assertThat(cluster.taskTable.commits).isEmpty();
        }
    }

    @Test
    void aTaskThatIsInterruptedByTheEndOfItsWorkerLeavesTheRestToOthers() {
        CountDownLatch begun = new CountDownLatch(1);
        Worker worker = cluster.worker(1, handling((task, context) -> {
            context.whenGivenUp(() -> Optional.of(new Outcome.Part(done(IngestCount.UPLOADED), task)));
            begun.countDown();
            new CountDownLatch(1).await();
        }));
        worker.start();
        FakeDelivery delivery = cluster.task("job", 1);
        cluster.messages.deliver(delivery);
        await().until(() -> begun.getCount() == 0);

        worker.close();

        assertThat(delivery.fate()).isEqualTo(Fate.REQUEUED);
        assertThat(cluster.taskTable.counted(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(cluster.taskTable.open).as("the rest").containsKey("job-1");
    }

    @Test
    void heartbeatsTellWhatRunsAndWhatWaits() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Worker worker = cluster.worker(1, handling((task, context) -> goOn.await()))) {
            worker.start();
            cluster.messages.deliver(cluster.task("job", 1));
            cluster.messages.deliver(cluster.task("job", 2));

            await().untilAsserted(() -> assertThat(cluster.workers.last().orElseThrow()).satisfies(beat -> {
                assertThat(beat.running()).isEqualTo(Map.of("job", List.of(1L)));
                assertThat(beat.waiting()).isEqualTo(Map.of("job", List.of(2L)));
            }));
            goOn.countDown();
        }
    }

    @Test
    void aDrainedWorkerFinishesWhatItIsAtAndTakesNoMoreUntilItIsWantedAgain() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Worker worker = cluster.worker(1, handling((task, context) -> {
            begun.countDown();
            goOn.await();
        }))) {
            worker.start();
            FakeDelivery running = cluster.task("job", 1);
            FakeDelivery waiting = cluster.task("job", 2);
            cluster.messages.deliver(running);
            cluster.messages.deliver(waiting);
            await().until(() -> begun.getCount() == 0);
            int subscribed = cluster.messages.subscriptions;
            assertThat(subscribed).isPositive();

            cluster.workers.drained = true;

            await().untilAsserted(() -> assertThat(mode()).contains(Mode.DRAINING));
            assertThat(waiting.fate()).isEqualTo(Fate.REQUEUED);
            assertThat(cluster.messages.subscriptions).isZero();
            goOn.countDown();
            await().untilAsserted(() -> assertThat(mode()).contains(Mode.DRAINED));
            assertThat(running.fate()).isEqualTo(Fate.ACKED);

            cluster.workers.drained = false;

            await().untilAsserted(() -> assertThat(mode()).contains(Mode.ACTIVE));
            await().untilAsserted(() -> assertThat(cluster.messages.subscriptions).isEqualTo(subscribed));
            FakeDelivery next = cluster.task("job", 3);
            cluster.messages.deliver(next);
            await().untilAsserted(() -> assertThat(next.fate()).isEqualTo(Fate.ACKED));
        }
    }

    private Optional<Mode> mode() {
        return cluster.workers.last().map(Beat::mode);
    }

    @Test
    void aWorkerThatEndsLeavesAndHearsNothingMore() {
        Worker worker = cluster.worker(1, counting());
        worker.start();
        await().until(() -> cluster.workers.last().isPresent());

        worker.close();

        assertThat(cluster.workers.last()).as("others see at once that it is gone").isEmpty();
        assertThat(cluster.messages.subscriptions).isZero();
        assertThat(cluster.jobs.listeners()).isZero();
        worker.start();
        assertThat(cluster.messages.subscriptions).as("it has ended").isZero();
    }

    /** Its signal may come before it has begun. */
    @Test
    void aWorkerThatWasNotStartedCanBeClosed() {
        try (Worker worker = cluster.worker(1, counting())) {
            assertThat(worker.id()).startsWith("test-").contains("-" + ProcessHandle.current().pid() + "-");
            assertThat(worker.troubles()).isEmpty();
        }
        assertThat(cluster.messages.subscriptions).isZero();
    }

    @Test
    void whatAWorkerWaitsForIsInItsHeartbeat() {
        try (Worker worker = cluster.worker(1, counting())) {
            worker.start();
            cluster.outages.begun(Dependency.REDIS, this, "OOM command not allowed");

            await().untilAsserted(() -> assertThat(cluster.workers.last().orElseThrow()).satisfies(beat -> {
                assertThat(beat.waitingFor()).singleElement().asString().contains("Redis", "OOM command not allowed");
                assertThat(beat.queues()).containsExactly(FakeCluster.QUEUE);
                assertThat(beat.threads()).isEqualTo(1);
            }));
        }
    }

    /** What a handler does before it ends well. */
    interface Work {
        void on(FinishPass task, TaskContext context) throws InterruptedException;
    }

    static TaskHandlers counting() {
        return handling((task, context) -> {});
    }

    static TaskHandlers handling(Work work) {
        return new TaskHandlers().with(FinishPass.class, new TaskHandler<>() {
            @Override
            public Outcome handle(FinishPass task, TaskContext context) throws InterruptedException {
                work.on(task, context);
                return done(IngestCount.UNCHANGED);
            }

            @Override
            public Outcome failed(FinishPass task, TaskContext context, String error) {
                return done(Count.FAILED);
            }
        });
    }

    static Outcome.Done done(Count count) {
        return new Outcome.Done(Counts.of(count, 1), List.of(), List.of(), CacheUpdate.NONE);
    }
}
