package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.workerbatch.sample.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slow queries: one question, one answer, and files. */
class QueriesTest {
    private static BatchCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new BatchCluster();
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
    void aQueryHasAnAnswerAndMarkDoneIsToldOnce() throws Exception {
        String query = cluster.submit(BatchClient.query("ask"), "{\"path\":\"/x\"}");

        Job job = cluster.ended(query);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(BatchClient.counts(job)).containsExactly(1L, 1L, 0L);
        assertThat(cluster.results(query).get(0L)).isEqualTo(new Succeeded(0, "{\"path\":\"/x\"}", Map.of()));
        assertThat(Sample.DONE).containsExactly(new BatchSummary(1, 1, 0));
        assertThat(files(query)).isEmpty();
    }

    @Test
    void itsFilesAreKeptInParts() throws Exception {
        String query = cluster.submit(BatchClient.query("ask"), "{\"lines\":50000}");
        cluster.ended(query);

        String expected = IntStream.range(0, 50_000).mapToObj(i -> "line " + i + '\n').collect(Collectors.joining());
        assertThat(files(query)).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("lines.txt");
            assertThat(file.parts()).isGreaterThan(1);
            assertThat(file.bytes()).isEqualTo(expected.length());
            assertThat(content(query, file)).isEqualTo(expected);
        });
    }

    @Test
    void filesThatAreTooLargeFailTheQuery() throws Exception {
        String query = cluster.submit(BatchClient.query("ask"), "{\"lines\":200000}");

        assertThat(BatchClient.counts(cluster.ended(query))).containsExactly(1L, 0L, 1L);
        assertThat(cluster.results(query).get(0L)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.messages()).singleElement().asString().contains("more than 1048576 bytes"));
        assertThat(files(query)).isEmpty();
    }

    /** Alya's query says "try later" for ever then. */
    @Test
    void aQueryThatFailsHasEndedAndSaysWhy() throws Exception {
        String query = cluster.submit(BatchClient.query("ask"), "{\"do\":\"throw\"}");

        Job job = cluster.ended(query);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        assertThat(BatchClient.counts(job)).containsExactly(1L, 0L, 1L);
        assertThat(cluster.results(query).get(0L)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.messages()).singleElement().asString().contains("thrown at will"));
        assertThat(Sample.DONE).containsExactly(new BatchSummary(1, 0, 1));
    }

    @Test
    void aQueryThatGivesNoGoodAnswerFails() throws Exception {
        for (String what : List.of("null", "no json", "large")) {
            String query = cluster.submit(BatchClient.query("ask"), "{\"do\":\"" + what + "\"}");
            assertThat(BatchClient.counts(cluster.ended(query))).as(what).containsExactly(1L, 0L, 1L);
        }
    }

    @Test
    void aQueryThatIsPutBackIsAskedAgainAsOftenAsItAllows() throws Exception {
        JobOptions twice = JobOptions.NONE.retrying(new RetryPolicy(2, Duration.ZERO, Duration.ofHours(1)));

        String answered = cluster.submit(BatchClient.query("ask"), twice, 1,
                List.of("{\"do\":\"later\",\"times\":2}"));
        String never = cluster.submit(BatchClient.query("ask"), twice, 1,
                List.of("{\"do\":\"later\",\"times\":3}"));

        Job job = cluster.ended(answered);
        assertThat(BatchClient.counts(job)).containsExactly(1L, 1L, 0L);
        assertThat(job.counts().of(Count.RETRIES)).isEqualTo(2);
        assertThat(BatchClient.counts(cluster.ended(never))).containsExactly(1L, 0L, 1L);
    }

    @Test
    void aQueryThatFailedCanBeAskedAgain() throws Exception {
        String query = cluster.submit(BatchClient.query("ask"), "{\"do\":\"fail once\"}");
        assertThat(BatchClient.counts(cluster.ended(query))).containsExactly(1L, 0L, 1L);

        cluster.retry(query);

        assertThat(BatchClient.counts(cluster.ended(query))).containsExactly(1L, 1L, 0L);
    }

    private List<QueryFile> files(String query) throws InterruptedException {
        byte[] index = cluster.state().batches().page(query, BatchStore.FILES, List.of(QueryFile.INDEX))
                .get(QueryFile.INDEX);
        return index == null ? List.of() : QueryFile.decode(index);
    }

    private String content(String query, QueryFile file) throws InterruptedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int part = 0; part < file.parts(); part++) {
            content.writeBytes(QueryFile.plain(cluster.state().batches()
                    .page(query, BatchStore.FILES, List.of(file.field(part))).get(file.field(part))));
        }
        return content.toString(StandardCharsets.UTF_8);
    }
}
