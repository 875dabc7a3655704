package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.workerbatch.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows, in a cluster: each has the result that its processor gave, or a message that says why it has none. */
class RowsTest {
    private static BatchCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new BatchCluster();
        cluster.worker();
        cluster.worker();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void reset() {
        Sample.reset();
    }

    @Test
    void eachRowHasItsResultAndMarkDoneIsToldOnce() throws Exception {
        List<String> rows = IntStream.range(0, 1000).mapToObj(i -> "{\"n\":" + i + '}').toList();

        String batch = cluster.submit(BatchClient.spec("rows"), JobOptions.NONE, 10, rows);

        Job job = cluster.ended(batch);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(BatchClient.counts(job)).containsExactly(1000L, 1000L, 0L);
        Map<Long, StoredResult> results = cluster.results(batch);
        assertThat(results).hasSize(1000);
        IntStream.range(0, 1000).forEach(i -> assertThat(results.get(i + 1L))
                .isEqualTo(new Succeeded(i + 1L, rows.get(i), Map.of())));
        assertThat(Sample.DONE).containsExactly(new BatchSummary(1000, 1000, 0));
    }

    /** A batch of very many chunks hands them over in parts, for one script would keep Redis from others too long. */
    @Test
    void eachOfManyChunksIsHandedOverOnce() throws Exception {
        int chunks = 1203;
        List<String> rows = IntStream.range(0, chunks).mapToObj(i -> "{}").toList();

        String batch = cluster.submit(BatchClient.spec("rows"), JobOptions.NONE, 1, rows);

        Job job = cluster.ended(batch);
        assertThat(BatchClient.counts(job)).containsExactly((long) chunks, (long) chunks, 0L);
        assertThat(job.tasksRegistered()).as("the begin, the chunks, and the end").isEqualTo(chunks + 2);
    }

    @Test
    void aRowThatHasNoGoodResultFailsAndSaysWhy() throws Exception {
        String batch = cluster.submit(BatchClient.spec("rows"), does("fail"), does("throw"), does("error"),
                does("interrupt"), does("null"), does("no json"), does("large"), does("bad name"), "[1]",
                does("spaced"), does("later"));

        Job job = cluster.ended(batch);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        assertThat(BatchClient.counts(job)).containsExactly(11L, 1L, 10L);
        assertThat(messages(batch, 1)).isEqualTo("line 1 is to fail");
        assertThat(messages(batch, 2)).isEqualTo("IllegalStateException: thrown at will");
        assertThat(messages(batch, 3)).isEqualTo("StackOverflowError");
        assertThat(messages(batch, 4)).contains("InterruptedException: of its own");
        assertThat(messages(batch, 5)).contains("SampleRows (the class path)", "gave no result (null)");
        assertThat(messages(batch, 6)).contains("no JSON", "{oops");
        assertThat(messages(batch, 7)).contains("2000002 bytes", "1048576");
        assertThat(messages(batch, 8)).contains("output file '../x'");
        assertThat(messages(batch, 9)).isEqualTo("IllegalArgumentException: line 9 is no JSON object");
        assertThat(cluster.results(batch).get(10L)).isEqualTo(new Succeeded(10, "{\"a\":1.10}", Map.of()));
        assertThat(messages(batch, 11)).isEqualTo("not now; it is not tried again, for max_retries is 0");
        assertThat(Sample.DONE).containsExactly(new BatchSummary(11, 1, 10));
    }

    @Test
    void rowsThatAreTakenTogetherFailEachForItself() throws Exception {
        String batch = cluster.submit(BatchClient.spec("chunks"), does("ok"), does("none"), does("twice"),
                does("fail"), does("stop"), does("ok"));

        Job job = cluster.ended(batch);

        assertThat(BatchClient.counts(job)).containsExactly(6L, 1L, 5L);
        assertThat(messages(batch, 2)).contains("processAll of", "SampleChunks", "all of it");
        assertThat(messages(batch, 3)).contains("gave two results for the row");
        assertThat(messages(batch, 6)).contains("all of it");
    }

    @Test
    void aRowWithoutAResultFails() throws Exception {
        String batch = cluster.submit(BatchClient.spec("chunks"), does("ok"), does("none"));

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(2L, 1L, 1L);
        assertThat(messages(batch, 2)).contains("gave no result for the row");
    }

    @Test
    void aRowThatHangsFailsForItselfAndTheOthersGoOn() throws Exception {
        String batch = cluster.submit(BatchClient.spec("rows", Duration.ofSeconds(2)), does("ok"), does("hang"),
                does("ok"));

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(3L, 2L, 1L);
        assertThat(messages(batch, 2)).contains("took longer than 2 s");
    }

    @Test
    void aRowThatHangsFailsForItselfAlsoWhenItsTaskMayTakeLess() throws Exception {
        JobOptions brief = JobOptions.NONE.retrying(new RetryPolicy(0, Duration.ZERO, Duration.ofSeconds(2)));

        String batch = cluster.submit(BatchClient.spec("rows"), brief, 3,
                List.of(does("ok"), does("hang"), does("ok")));

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(3L, 2L, 1L);
        assertThat(messages(batch, 2)).contains("took longer than 1800 ms");
    }

    @Test
    void rowsThatArePutBackAreTriedAgainAsOftenAsTheBatchAllows() throws Exception {
        JobOptions twice = JobOptions.NONE.retrying(new RetryPolicy(2, Duration.ZERO, Duration.ofHours(1)));

        String batch = cluster.submit(BatchClient.spec("rows"), twice, 10,
                List.of("{\"do\":\"later\",\"times\":1}", "{\"do\":\"later\",\"times\":2,\"ms\":300}",
                        "{\"do\":\"later\",\"times\":3}", does("ok")));

        Job job = cluster.ended(batch);
        assertThat(BatchClient.counts(job)).containsExactly(4L, 3L, 1L);
        assertThat(job.counts().of(Count.RETRIES)).isEqualTo(5);
        assertThat(cluster.results(batch).get(1L)).isEqualTo(new Succeeded(1, "1", Map.of()));
        assertThat(cluster.results(batch).get(2L)).isEqualTo(new Succeeded(2, "2", Map.of()));
        assertThat(messages(batch, 3)).isEqualTo("not now; it was put back 2 times, as often as max_retries allows");
        assertThat(Sample.calls(batch, 4)).isEqualTo(1);
    }

    @Test
    void aRetryOfTheBatchWorksOnlyOnTheRowsThatFailed() throws Exception {
        String batch = cluster.submit(BatchClient.spec("rows"), JobOptions.NONE, 2,
                List.of(does("ok"), does("fail once"), does("ok"), does("ok"), does("fail")));
        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(5L, 3L, 2L);

        cluster.retry(batch);

        Job job = cluster.ended(batch);
        assertThat(BatchClient.counts(job)).containsExactly(5L, 4L, 1L);
        assertThat(Sample.calls(batch, 1)).isEqualTo(1);
        assertThat(Sample.calls(batch, 2)).isEqualTo(2);
        assertThat(Sample.calls(batch, 5)).isEqualTo(2);
        assertThat(cluster.results(batch).get(2L)).isEqualTo(new Succeeded(2, "\"again\"", Map.of()));
        assertThat(Sample.DONE).containsExactly(new BatchSummary(5, 3, 2), new BatchSummary(5, 4, 1));
    }

    @Test
    void rowsMayAskIrods() throws Exception {
        String batch = cluster.submit(BatchClient.spec("rows"), does("ok"),
                "{\"do\":\"irods\",\"path\":\"/tempZone/home/rods\"}",
                "{\"do\":\"irods\",\"path\":\"/tempZone/home/none\"}");

        assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(3L, 3L, 0L);
        assertThat(cluster.results(batch).get(2L)).isEqualTo(new Succeeded(2, "true", Map.of()));
        assertThat(cluster.results(batch).get(3L)).isEqualTo(new Succeeded(3, "false", Map.of()));
    }

    @Test
    void whatMarkDoneThrowsIsToldAndChangesNoResult() throws Exception {
        Sample.onDone = () -> {
            throw new IllegalStateException("nobody to tell");
        };

        String batch = cluster.submit(BatchClient.spec("rows"), does("ok"));

        Job job = cluster.ended(batch);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(BatchClient.counts(job)).containsExactly(1L, 1L, 0L);
        assertThat(cluster.failures(batch)).singleElement().asString().contains("markDone of", "nobody to tell");
    }

    @Test
    void aMarkDoneThatHangsHoldsUpNoBatch() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Sample.onDone = () -> {
            try {
                never.await();
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
            }
        };

        String batch = cluster.submit(BatchClient.spec("rows", Duration.ofSeconds(2)), does("ok"));

        assertThat(cluster.ended(batch).state()).isEqualTo(JobState.COMPLETED);
        assertThat(cluster.failures(batch)).singleElement().asString().contains("markDone of",
                "did not return within 2 s");
    }

    private String messages(String batch, long line) throws InterruptedException {
        StoredResult result = cluster.results(batch).get(line);
        assertThat(result).as("line %d", line).isInstanceOf(Failed.class);
        return String.join("|", ((Failed) result).messages());
    }

    private static String does(String what) {
        return "{\"do\":\"" + what + "\"}";
    }
}
