package io.irodsingest.common.worker;

import io.irodsingest.ingesttasks.Directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScanThrottleTest {
    private static final Task SCAN = new IngestTask.ScanDirectories(
            List.of(new Directory(new RawPath("a"), false, 0)), 0);

    private final FakeCluster cluster = new FakeCluster();
    private final ScanThrottle pressure = new ScanThrottle(Partial.of(Broker.class, cluster.messages),
            new TaskHandlers().of(new Ingest()), 10);
    private final JobSpec spec = FakeCluster.spec("job");

    @Test
    void scansWaitWhileMoreThanEnoughIsToBeDone() throws Exception {
        cluster.messages.ready = 10;
        assertThat(pressure.keepsBack(SCAN, spec)).isFalse();

        cluster.messages.ready = 11;
        await().until(() -> pressure.keepsBack(SCAN, spec));

        cluster.messages.ready = 10;
        await().until(() -> !pressure.keepsBack(SCAN, spec));
    }

    /** Each scan that is kept back is looked at every second, and there may be thousands. */
    @Test
    void manyScansAtATimeAreOneQuestionToTheBroker() throws Exception {
        cluster.messages.ready = 11;
        long begun = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(pressure.keepsBack(SCAN, spec)).isTrue();
        }
        long tenths = (System.nanoTime() - begun) / 100_000_000;

        assertThat(cluster.messages.asked).hasValueBetween(1, (int) tenths + 1);

        cluster.messages.ready = 10;
        await().until(() -> !pressure.keepsBack(SCAN, spec));
        for (int i = 0; i < 1000; i++) {
            assertThat(pressure.keepsBack(SCAN, spec)).isFalse();
        }
    }

    /** What it finds could not be published anyway. */
    @Test
    void aBrokerThatIsAwayKeepsNoScanBack() throws Exception {
        cluster.messages.ready = 1000;
        cluster.messages.away = true;

        assertThat(pressure.keepsBack(SCAN, spec)).isFalse();
    }

    @Test
    void nothingButScansWaits() throws Exception {
        cluster.messages.ready = 1000;

        assertThat(pressure.keepsBack(new IngestTask.FinishPass(), spec)).isFalse();
        assertThat(pressure.keepsBack(new IngestTask.SyncFiles(List.of(), 0), spec)).isFalse();
    }

    /** A scan that is kept back is not begun, and goes on as soon as there is less to do. */
    @Test
    @Tag("not-for-mutants")
    void aWorkerHoldsAScanThatIsKeptBack() throws Exception {
        cluster.messages.ready = 1_000_000;
        TaskHandlers handlers = new TaskHandlers().of(new Ingest()).with(IngestTask.ScanDirectories.class,
                new TaskHandler<>() {
                    @Override
                    public Outcome handle(IngestTask.ScanDirectories task, TaskContext context) {
                        return WorkerTest.done(IngestCount.DIRECTORIES);
                    }

                    @Override
                    public Outcome failed(IngestTask.ScanDirectories task, TaskContext context, String error) {
                        throw new AssertionError(error);
                    }
                });
        try (Worker worker = cluster.worker(1, handlers)) {
            worker.start();
            FakeDelivery scan = cluster.task("job", 1, SCAN);
            cluster.messages.deliver(scan);
            await().untilAsserted(() -> assertThat(cluster.workers.last()).hasValueSatisfying(
                    beat -> assertThat(beat.waiting()).isNotEmpty()));
            assertThat(cluster.taskTable.commits).isEmpty();
            assertThat(scan.fate()).isEqualTo(FakeDelivery.Fate.OPEN);

            cluster.messages.ready = 0;

            await().untilAsserted(() -> assertThat(scan.fate()).isEqualTo(FakeDelivery.Fate.ACKED));
            assertThat(cluster.taskTable.commits).hasSize(1);
        }
    }
}
