package io.irodsingest.orchestrator.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.TestCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The orchestrator and the runtime bring a kind of work to its end of which they know nothing. */
class WordCountTest {
    static final Map<Lane, String> QUEUES = Map.of(WordCount.TEXTS, "sample-texts", WordCount.WORDS,
            "sample-words");

    @Test
    void aKindOfWorkThatNobodyElseKnowsComesToItsEnd() throws Exception {
        WordCount work = new WordCount("in the beginning", "was the word", "what was that?");
        try (TestCluster cluster = new TestCluster()) {
            cluster.worker(work.handlers(), List.copyOf(QUEUES.values()));
            Created made = (Created) cluster.jobs().create(NewJob.of(spec(), WordCount.COURSE));

            Orchestrator orchestrator = cluster.orchestrator();

            await().atMost(60, TimeUnit.SECONDS).until(() -> now(cluster, made).state().isFinal());
            Job ended = now(cluster, made);
            assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
            assertThat(ended.spec().work()).isEqualTo(new Words("en"));
            assertThat(ended.counts().of(WordCount.FOUND)).isEqualTo(3);
            assertThat(ended.counts().of(WordCount.COUNTED)).isEqualTo(9);
            assertThat(ended.counts().of(Count.RETRIES)).as("of the text with a question").isEqualTo(1);
            assertThat(ended.counts().of(Count.FAILED)).isZero();
            assertThat(ended.tasksRegistered()).as("one that finds, three that count, a try, and the step with words")
                    .isEqualTo(6);
            assertThat(work.sorted()).startsWith("beginning").endsWith("in")
                    .containsExactlyInAnyOrder("beginning", "what", "word", "that", "was", "the", "in");
            assertThat(shown(orchestrator.uri().resolve("/api/v1/jobs/words"))).contains("\"words\"", "\"COMPLETED\"")
                    .as("what it would have as an ingest").doesNotContain("\"source\"", "\"target\"");
        }
    }

    private static String shown(URI job) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(job).build(), BodyHandlers.ofString()).body();
        }
    }

    private static Job now(TestCluster cluster, Created made) throws InterruptedException {
        return cluster.jobs().byId(made.job().id()).orElseThrow();
    }

    /** With a retry that an orchestrator publishes, because it is not due at once. */
    static JobSpec spec() {
        return new JobSpec("words", new Words("en"), JobOptions.NONE.onQueues(QUEUES)
                .retrying(new RetryPolicy(1, Duration.ofMillis(10), Duration.ofMinutes(1))));
    }
}
