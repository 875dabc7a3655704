package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.workerbatch.sample.Sample;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How batches end: once, whoever finishes the last rows, and with counts that fit the results that are there. */
class EndsTest {
    private static final String OK = "{\"do\":\"ok\"}";
    private static final String WAIT = "{\"do\":\"wait\"}";

    private BatchCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new BatchCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @RepeatedTest(3)
    void twoWorkersFinishTheLastRowsTogether() throws Exception {
        Sample.gate = new CountDownLatch(1);
        cluster.worker();
        cluster.worker();
        String batch = cluster.submit(BatchClient.spec("rows"), JobOptions.NONE, 1, List.of(WAIT, WAIT, WAIT, WAIT));
        await().atMost(30, TimeUnit.SECONDS).until(() -> Sample.CALLS.size() == 4);

        Sample.gate.countDown();

        Job job = cluster.ended(batch);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(BatchClient.counts(job)).containsExactly(4L, 4L, 0L);
        assertThat(Sample.DONE).containsExactly(new BatchSummary(4, 4, 0));
        assertThat(Sample.CALLS.values()).allMatch(calls -> calls.get() == 1);
    }

    @Test
    void aBatchThatIsAbortedHasTheResultsThatItHasCounted() throws Exception {
        Sample.gate = new CountDownLatch(1);
        cluster.worker();
        String batch = cluster.submit(BatchClient.spec("rows"), JobOptions.NONE, 4,
                Collections.nCopies(3, List.of(OK, OK, WAIT, OK)).stream().flatMap(List::stream).toList());
        cluster.when(batch, job -> job.counts().of(BatchCount.SUCCEEDED) == 4);

        cluster.abort(batch);
        Job job = cluster.ended(batch);
        Sample.gate.countDown();

        assertThat(job.state()).isEqualTo(JobState.STOPPED);
        Map<Long, StoredResult> results = cluster.results(batch);
        assertThat(results.keySet()).containsExactly(1L, 2L, 5L, 6L);
        assertThat(BatchClient.counts(job)).containsExactly(12L, 4L, 0L);
        await().during(2, TimeUnit.SECONDS).atMost(20, TimeUnit.SECONDS)
                .until(() -> cluster.results(batch).equals(results)
                        && BatchClient.counts(cluster.job(batch)).equals(BatchClient.counts(job)));
        assertThat(Sample.DONE).as("markDone is not for batches that are aborted").isEmpty();
    }

    @Test
    void aWorkerThatIsToEndLeavesTheRestOfAChunkToOthers() throws Exception {
        Sample.gate = new CountDownLatch(1);
        Worker first = cluster.worker();
        String batch = cluster.submit(BatchClient.spec("rows"), OK, OK, WAIT, OK);
        await().atMost(30, TimeUnit.SECONDS).until(() -> Sample.calls(batch, 3) == 1);

        first.close();
        Sample.gate.countDown();
        cluster.worker();

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(4L, 4L, 0L);
        assertThat(Sample.calls(batch, 1)).isEqualTo(1);
        assertThat(Sample.calls(batch, 3)).as("it had no result").isEqualTo(2);
        assertThat(Sample.DONE).hasSize(1);
    }

    @Test
    void rowsThatHangKeepNoThreadOfTheWorker() throws Exception {
        cluster.worker();
        String batch = cluster.submit(BatchClient.spec("chunks", Duration.ofSeconds(1)), JobOptions.NONE, 1,
                Collections.nCopies(4, "{\"do\":\"hang\"}"));

        Job job = cluster.ended(batch);

        assertThat(job.counts().of(Count.FAILED)).isEqualTo(4);
        String other = cluster.submit(BatchClient.spec("chunks"), OK);
        assertThat(BatchClient.counts(cluster.ended(other)))
                .containsExactly(1L, 1L, 0L);
        assertThat(cluster.results(other).get(1L)).isInstanceOf(Succeeded.class);
    }
}
