package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElsewhereTest {
    private final FakeCluster cluster = new FakeCluster();
    private final WorkerRegistry workers = Partial.of(WorkerRegistry.class, cluster.workers);

    private static TaskMessage task(long number) {
        return new TaskMessage("job", number, "nonce", new IngestTask.FinishPass());
    }

    @Test
    void onlyTheTaskThatAnotherWorkerHasInAThreadIsElsewhere() throws Exception {
        cluster.workers.isAtWork("job", 7);
        Elsewhere elsewhere = new Elsewhere(workers, "own");

        assertThat(elsewhere.isAtWork(task(7))).isTrue();
        assertThat(elsewhere.isAtWork(task(8))).isFalse();
        assertThat(elsewhere.isAtWork(new TaskMessage("another", 7, "nonce", new IngestTask.FinishPass()))).isFalse();
    }

    @Test
    void itsOwnTasksAreNotElsewhere() throws Exception {
        cluster.workers.isAtWork("job", 7);
        assertThat(new Elsewhere(workers, "other").isAtWork(task(7))).isFalse();
    }

    @Test
    void whatChangesIsSeenSoon() throws Exception {
        Elsewhere elsewhere = new Elsewhere(workers, "own");
        assertThat(elsewhere.isAtWork(task(7))).isFalse();

        cluster.workers.isAtWork("job", 7);

        await().until(() -> elsewhere.isAtWork(task(7)));
    }

    /** Each worker would ask for all heartbeats with each message that came again. */
    @Test
    void manyQuestionsAtATimeAreOneToRedis() throws Exception {
        Elsewhere elsewhere = new Elsewhere(workers, "own");
        long begun = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            elsewhere.isAtWork(task(i));
        }
        long halfSeconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 500;

        assertThat(cluster.workers.asked).hasValueBetween(1, (int) halfSeconds + 1);
    }

    @Test
    void rightAfterAMessageCameAgainNobodyCanKnow() {
        FakeDelivery again = cluster.task("job", 1).asRedelivered();
        assertThat(Elsewhere.isUntold(again)).isTrue();
        assertThat(Elsewhere.isUntold(again.havingWaited(Duration.ofMinutes(1)))).isFalse();
        assertThat(Elsewhere.isUntold(cluster.task("job", 1))).as("it came the first time").isFalse();
    }
}
