package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.CommandException;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret key of a job is nowhere where somebody can read it. */
class S3SecretsTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;
    private MiniIrods irods;
    private ProcessCluster cluster;
    private TestBucket bucket;

    @BeforeEach
    void start() throws IOException {
        bucket = new TestBucket();
        bucket.put("a/object", "content");
        bucket.put("b", "content");
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_LOG_LEVEL", "DEBUG");
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        irods.close();
        bucket.close();
    }

    @Test
    void nobodySeesTheSecretKeyOfAJob() throws Exception {
        String own = UUID.randomUUID().toString();
        cluster.startOrchestrator();
        String started = say("POST", "/api/v1/jobs", AdminJson.lenient()
                .writeValueAsString(bucket.job("", TARGET).operation("PUT").restartQueue("restart-" + own)
                        .pathQueue("path-" + own).fileQueue("file-" + own).build()));
        String id = AdminJson.lenient().readTree(started).path("id").asText();
        List<String> seen = new ArrayList<>(List.of(started));
        // each queue has no worker until its messages are read
        for (String queue : List.of("restart-", "path-", "file-")) {
            seen.addAll(messages(queue + own));
            assertSecret(seen, id);
            cluster.with("IRODS_INGEST_QUEUES", queue + own).startS3Worker("-Xmx256m");
        }
        JobView job = await().atMost(PATIENCE).until(() -> cluster.client().job(id), JobView::ended);

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("uploaded")).isEqualTo(2);
        assertSecret(seen, id);
        assertThat(cluster.logs()).as("the search is of what there is").hasSize(4)
                .anyMatch(log -> log.contains("accepted")).anyMatch(log -> log.contains(bucket.name()));
        assertThat(TestServers.redis().contents()).contains(TARGET, bucket.name());
        try (Broker broker = broker()) {
            assertThat(broker.depth(Broker.DEAD_LETTER_QUEUE).ready()).isZero();
        }
    }

    @Test
    void theSearchFindsASecretInBase64WhereverItIs() {
        for (int before = 0; before < 7; before++) {
            String text = "x".repeat(before) + bucket.secretKey() + "y";
            String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            assertThat(forms(bucket.secretKey())).anyMatch(encoded::contains);
        }
    }

    @Test
    void withoutAClusterKeyAKeyPairIsRefused() throws Exception {
        cluster.without("IRODS_INGEST_CLUSTER_KEY").startOrchestrator();

        assertThatThrownBy(() -> cluster.client().start(bucket.job("", TARGET).build()))
                .isInstanceOf(CommandException.class).message().hasLineCount(1)
                .contains("an S3 key pair cannot be kept safe here", "IRODS_INGEST_CLUSTER_KEY")
                .doesNotContain(bucket.secretKey());
        assertThat(cluster.client().jobs().singlepass()).isEmpty();
        assertHidden(cluster.logs());
        assertHidden(List.of(TestServers.redis().contents()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWorkerThatCannotOpenTheKeyPairFailsTheJob(boolean hasAKey) throws Exception {
        cluster.startOrchestrator();
        if (hasAKey) {
            cluster.with("IRODS_INGEST_CLUSTER_KEY", ClusterKey.random());
        } else {
            cluster.without("IRODS_INGEST_CLUSTER_KEY");
        }
        cluster.startS3Worker("-Xmx256m");

        JobView started = cluster.client().start(bucket.job("", TARGET).build());
        JobView job = await().atMost(PATIENCE).until(() -> cluster.client().job(started.id()), JobView::ended);

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElseThrow()).hasLineCount(1).contains("the job's S3 key pair cannot be opened",
                "IRODS_INGEST_CLUSTER_KEY", hasAKey ? "need the same" : "has no");
        assertHidden(cluster.logs());
    }

    private void assertSecret(List<String> seen, String id) throws Exception {
        List<String> all = new ArrayList<>(seen);
        for (String path : List.of("jobs", "jobs/" + id, "jobs/" + id + "/failures", "workers", "health")) {
            all.add(say("GET", "/api/v1/" + path, ""));
        }
        all.add(say("GET", "/metrics", ""));
        assertThat(all).noneMatch(String::isBlank);
        all.add(Said.by(cluster.url(), "list", "--json").out());
        all.addAll(cluster.logs());
        all.addAll(cluster.commandLines());
        all.add(TestServers.redis().contents());
        assertHidden(all);
    }

    private void assertHidden(List<String> texts) {
        List<String> forms = forms(bucket.secretKey());
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(forms).noneMatch(text::contains));
    }

    /** A text itself, and what its inner characters are in base64, which depends on how many are before it. */
    private static List<String> forms(String secret) {
        return Stream.concat(Stream.of(secret), IntStream.range(0, 3).mapToObj(before -> {
            String encoded = Base64.getEncoder().withoutPadding()
                    .encodeToString(("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8));
            return encoded.substring(before == 0 ? 0 : 4, encoded.length() - 2);
        })).toList();
    }

    private String say(String method, String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(cluster.url() + path))
                    .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString()).body();
        }
    }

    /** The messages of a queue that nobody takes from; they stay in it. */
    private static List<String> messages(String queue) throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (Broker broker = broker()) {
            await().atMost(PATIENCE).until(() -> broker.depth(queue).ready() > 0);
            long there = broker.depth(queue).ready();
            broker.subscribe(queue, 100,
                    delivery -> bodies.add(new String(delivery.body(), StandardCharsets.ISO_8859_1)));
            await().atMost(PATIENCE).until(() -> bodies.size() >= there);
        }
        return bodies;
    }

    private static Broker broker() {
        return new AmqpBroker(TestCluster.brokerSettings(TestServers.broker()), new Outages(Clock.systemUTC()));
    }
}
