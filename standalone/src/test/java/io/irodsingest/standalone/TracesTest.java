package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.OtlpReceiver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans that processes send to a tracing tool. */
class TracesTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SECRET = "not-for-the-log";

    @TempDir
    private Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Path source;
    private MiniIrods irods;
    private ProcessCluster cluster;

    @BeforeEach
    void start() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods).with("OTEL_BSP_SCHEDULE_DELAY", "100")
                .with("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20" + SECRET);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        irods.close();
    }

    @Test
    void theTasksOfAJobAreBelowTheRequestThatAskedForIt() throws Exception {
        try (OtlpReceiver tool = new OtlpReceiver()) {
            cluster.with("OTEL_EXPORTER_OTLP_ENDPOINT", tool.endpoint()).startOrchestrator().startWorker();
            JobView job = run(Optional.of("00-" + TRACE + '-' + CALLER + "-01"));
            List<Received> spans = await().until(() -> tool.ofTrace(TRACE),
                    list -> list.size() == job.tasks().totalTasks() + 1);

            Received request = spans.stream().filter(span -> span.service().equals("irods-ingest-orchestrator"))
                    .findFirst().orElseThrow();
            assertThat(request.name()).isEqualTo("POST /api/v1/jobs");
            assertThat(request.parent()).isEqualTo(CALLER);
            assertThat(request.attributes()).containsEntry("http.response.status_code", "201");
            Map<String, Received> tasks = byTask(spans);
            assertThat(tasks.values()).hasSize((int) job.tasks().totalTasks()).allSatisfy(task -> {
                assertThat(task.service()).isEqualTo("irods-ingest-worker-filesystem");
                assertThat(task.error()).isFalse();
                assertThat(task.attributes()).containsEntry("irods_ingest.job.id", job.id())
                        .containsEntry("irods_ingest.outcome", "done");
            });
            assertThat(tasks.get(job.id() + "-1").name()).isEqualTo("StartPass");
            assertThat(tasks.get(job.id() + "-1").parent()).isEqualTo(request.id());
            assertThat(tasks.get(job.id() + "-2").name()).isEqualTo("ScanDirectories");
            assertThat(tasks.get(job.id() + "-2").parent()).isEqualTo(tasks.get(job.id() + "-1").id());
            assertThat(tool.authorizations()).containsExactly("Bearer " + SECRET);
            assertThat(log()).noneMatch(line -> line.contains(SECRET));
        }
    }

    @Test
    void aJobOfNobodysTraceBeginsOne() throws Exception {
        try (OtlpReceiver tool = new OtlpReceiver()) {
            cluster.with("OTEL_EXPORTER_OTLP_ENDPOINT", tool.endpoint()).with("OTEL_SERVICE_NAME", "ours")
                    .startOrchestrator().startWorker();
            JobView job = run(Optional.empty());
            Received begin = await().until(() -> tool.received().stream().filter(span -> span.name().equals("job"))
                    .findFirst(), Optional::isPresent).orElseThrow();
            List<Received> spans = await().until(() -> tool.ofTrace(begin.trace()),
                    list -> list.size() == job.tasks().totalTasks() + 1);

            assertThat(begin.parent()).isEmpty();
            assertThat(begin.attributes()).containsEntry("irods_ingest.job.id", job.id());
            assertThat(byTask(spans).get(job.id() + "-1").parent()).isEqualTo(begin.id());
            assertThat(spans).extracting(Received::service).containsOnly("ours");
            assertThat(tool.received()).anySatisfy(span -> {
                assertThat(span.name()).isEqualTo("GET /api/v1/jobs/{job}");
                assertThat(span.parent()).isEmpty();
            });
        }
    }

    @Test
    void whatTheCallerDoesNotRecordIsNotSent() throws Exception {
        try (OtlpReceiver tool = new OtlpReceiver()) {
            cluster.with("OTEL_EXPORTER_OTLP_ENDPOINT", tool.endpoint()).startOrchestrator().startWorker();
            run(Optional.of("00-" + TRACE + '-' + CALLER + "-00"));
            JobView later = run(Optional.empty());

            await().until(() -> byTask(tool.received()).get(later.id() + "-1") != null);
            assertThat(tool.ofTrace(TRACE)).isEmpty();
        }
    }

    @Test
    void aToolThatIsAwayIsToldOfInOneLine() throws Exception {
        cluster.with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + LoopbackPorts.free());
        theWorkGoesOnAndIsToldOfOnce();
    }

    @Test
    void aToolThatDoesNotAnswerIsToldOfInOneLine() throws Exception {
        try (OtlpReceiver tool = new OtlpReceiver().silent()) {
            cluster.with("OTEL_EXPORTER_OTLP_ENDPOINT", tool.endpoint()).with("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
            theWorkGoesOnAndIsToldOfOnce();
        }
    }

    private void theWorkGoesOnAndIsToldOfOnce() throws Exception {
        cluster.with("OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true").startOrchestrator().startWorker();
        for (int i = 0; i < 3; i++) {
            assertThat(run(Optional.empty()).state()).isEqualTo("COMPLETED");
            long told = 2;
            await().atMost(Duration.ofMinutes(1)).until(() -> log().stream()
                    .filter(line -> line.contains("the tracing tool does not take spans")).count() == told);
        }
        assertThat(log()).noneMatch(line -> line.contains("SEVERE") || line.startsWith("\tat "))
                .noneMatch(line -> line.contains(SECRET))
                .filteredOn(line -> line.contains("opentelemetry") || line.contains("spans")).hasSize(2);
    }

    private static Map<String, Received> byTask(List<Received> spans) {
        Map<String, Received> tasks = new TreeMap<>();
        spans.stream().filter(span -> span.attributes().containsKey("irods_ingest.task.id"))
                .forEach(span -> tasks.put(span.attributes().get("irods_ingest.task.id"), span));
        return tasks;
    }

    private JobView run(Optional<String> traceParent) throws Exception {
        String body = AdminJson.strict().writeValueAsString(
                JobRequest.of(source.toString(), TARGET).operation("PUT_SYNC").jobName("traced").build());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/jobs"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        traceParent.ifPresent(value -> request.header("traceparent", value));
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = AdminJson.strict().readTree(answer.body()).path("id").textValue();
        return await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(id), JobView::ended);
    }

    private List<String> log() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
            return logs.stream().flatMap(TracesTest::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
