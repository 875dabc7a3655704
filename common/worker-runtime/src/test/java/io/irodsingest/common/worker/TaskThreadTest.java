package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thread does with what it takes, and that it goes on whatever becomes of it. */
@Timeout(60)
class TaskThreadTest {
    private final FakeCluster cluster = new FakeCluster();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final LocalQueue queue = new LocalQueue(List.of(FakeCluster.QUEUE), List.of());
    private final Running running = new Running(Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages,
            timer, Clock.systemUTC());
    private final Mishaps mishaps = new Mishaps(Partial.of(Broker.class, cluster.messages),
            Partial.of(Accounting.class, cluster.taskTable), cluster.outages,
            new TaskMeters(Meters.NONE, new TaskHandlers()), Duration.ofMillis(1));
    private final Deliveries deliveries = new Deliveries(cluster.parts(WorkerTest.counting().of(new Ingest())), running,
            mishaps);
    private Thread thread;

    @BeforeEach
    void begin() {
        thread = Thread.ofPlatform().daemon()
                .start(new TaskThread(queue, false, deliveries, mishaps, running));
    }

    @AfterEach
    void end() throws Exception {
        queue.close();
        assertThat(thread.join(Duration.ofSeconds(20))).as("it ends when there is no more to take").isTrue();
        timer.shutdownNow();
    }

    private FakeDelivery scan(long number) {
        return cluster.task("job", number,
                new IngestTask.ScanDirectories(List.of(new Directory(new RawPath("a"), false, 0)), 0));
    }

    private void nextIsDone() {
        cluster.messages.ready = 0;
        FakeDelivery next = cluster.task("job", 1000);
        queue.offer(next);
        await().untilAsserted(() -> assertThat(next.fate()).isEqualTo(Fate.ACKED));
    }

    @Test
    void whatIsDoneIsInNobodysHandsAnyMore() {
        nextIsDone();

        await().untilAsserted(() -> assertThat(queue.heldWithout(Map.of())).isEmpty());
    }

    @Test
    void whatHasToWaitIsHeld() {
        cluster.messages.ready = 1_000_000;
        FakeDelivery scan = scan(1);
        queue.offer(scan);
        await().until(() -> cluster.messages.asked.get() > 0);

        nextIsDone();

        assertThat(queue.heldWithout(Map.of())).isEqualTo(Map.of("job", List.of(1L)));
        assertThat(scan.fate()).isEqualTo(Fate.OPEN);
    }

    /** The broker takes messages away that are held for too long. */
    @Test
    void whatHasWaitedLongGoesBack() {
        cluster.messages.ready = 1_000_000;
        FakeDelivery scan = scan(1).havingWaited(Duration.ofMinutes(6));
        queue.offer(scan);

        await().untilAsserted(() -> assertThat(scan.fate()).isEqualTo(Fate.REQUEUED));
        nextIsDone();
    }

    @Test
    void whatCannotBeWorkedOnIsTriedAgainAndBuriedInTheEnd() {
        FakeDelivery poison = cluster.task("job", 1);
        cluster.taskTable.onCommit = () -> {
            throw new IllegalStateException("no such state");
        };
        queue.offer(poison);

        await().untilAsserted(() -> assertThat(cluster.messages.buried).containsKey("job-1"));
        cluster.taskTable.onCommit = () -> {};
        nextIsDone();
    }

    /** It was tried before, and has all its tries again. */
    @Test
    void aTryThatEndsWellIsTheEndOfIt() throws Exception {
        FakeDelivery unlucky = cluster.task("job", 1);
        mishaps.note(unlucky, new IllegalStateException("once"));

        queue.offer(unlucky.havingWaited(Duration.ofMinutes(1)));

        await().untilAsserted(() -> assertThat(unlucky.fate()).isEqualTo(Fate.ACKED));
        await().until(() -> !mishaps.wasBegun(unlucky));
    }

    /** Whoever gets it next may fare better. */
    @Test
    void whatCanNeitherBeWorkedOnNorBuriedGoesBack() {
        cluster.messages.onBury = () -> {
            throw new IllegalStateException("the broker is strange");
        };
        FakeDelivery garbage = FakeDelivery.ofBytes(FakeCluster.QUEUE, new byte[]{1}, "garbage");
        queue.offer(garbage);

        await().untilAsserted(() -> assertThat(garbage.fate()).isEqualTo(Fate.REQUEUED));
        nextIsDone();
    }

    @Test
    void anInterruptForATaskIsNoneForTheThread() {
        FakeDelivery waits = cluster.task("stopped", 1);
        cluster.jobs.onRead = () -> {
            throw new InterruptedException("the job is stopped");
        };
        queue.offer(waits);

        await().untilAsserted(() -> assertThat(waits.fate()).isNotEqualTo(Fate.OPEN));
        cluster.jobs.onRead = () -> {};
        nextIsDone();
    }

    @Test
    void anInterruptForTheProcessIsItsEnd() throws Exception {
        running.interruptAll();

        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
}
