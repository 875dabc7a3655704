package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes show of themselves: the metrics that docs/metrics.md names and no others, and the trace of a job in their logs. */
class MetricsTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final int DATA_OBJ_PUT = 606;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Path source;
    private MiniIrods irods;
    private ProcessCluster cluster;
    private URI metrics;

    @BeforeEach
    void start() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        int port = LoopbackPorts.free();
        metrics = URI.create("http://127.0.0.1:" + port);
        cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_METRICS_PORT", String.valueOf(port))
                .with("IRODS_INGEST_LOG_FORMAT", "json").with("IRODS_INGEST_LOG_LEVEL", "debug");
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        irods.close();
    }

    @Test
    void whatIsDocumentedIsShownAndNothingElse() throws Exception {
        cluster.startOrchestrator().startWorker();
        files(3);

        JobView job = run(JobRequest.of(source.toString(), TARGET).operation("PUT_SYNC").jobName("measured").build());

        assertThat(job.state()).isEqualTo("COMPLETED");
        Exposition worker = idle();
        Exposition orchestrator = await().until(() -> scrape(URI.create(cluster.url())),
                scraped -> scraped.sum("irods_ingest_jobs", Map.of("state", "COMPLETED")) == 1);
        assertThat(worker.problems()).isEmpty();
        assertThat(orchestrator.problems()).isEmpty();
        assertThat(types(worker)).isEqualTo(DocumentedMetrics.families("worker"));
        assertThat(types(orchestrator)).isEqualTo(DocumentedMetrics.families("orchestrator"));
        for (DocumentedMetrics.Row row : DocumentedMetrics.read()) {
            Exposition shown = row.by().equals("orchestrator") ? orchestrator : worker;
            assertThat(shown.labels(row.name())).as(row.name()).isEqualTo(row.labels());
        }
        assertThat(worker.families("jvm_")).contains("jvm_memory_used_bytes", "jvm_threads_live_threads");

        Map<String, String> put = Map.of("operation", "PUT_SYNC", "mode", "APPLY");
        assertThat(worker.sum("irods_ingest_entries_total", with(put, "outcome", "uploaded")))
                .as(worker.toString()).isEqualTo(3);
        assertThat(worker.sum("irods_ingest_entries_total", with(put, "outcome", "failed"))).isZero();
        assertThat(worker.sum("irods_ingest_entries_found_total", with(put, "kind", "files"))).isEqualTo(3);
        assertThat(worker.sum("irods_ingest_bytes_total", with(put, "outcome", "found"))).isEqualTo(3 * 6);
        assertThat(worker.sum("irods_ingest_bytes_total", with(put, "outcome", "uploaded"))).isEqualTo(3 * 6);
        assertThat(worker.sum("irods_ingest_irods_sent_bytes_total", Map.of())).isEqualTo(3 * 6);
        assertThat(worker.sum("irods_ingest_task_seconds_count", Map.of("type", "SyncFiles", "outcome", "done")))
                .isEqualTo(1);
        assertThat(worker.sum("irods_ingest_queue_wait_seconds_count", Map.of())).isEqualTo(job.tasks().totalTasks());
        assertThat(worker.sum("irods_ingest_irods_request_seconds_count", Map.of("api", "DATA_OBJ_PUT"))).isEqualTo(3);
        assertThat(worker.sum("irods_ingest_irods_errors_total", Map.of("api", "CONNECT"))).isZero();
    }

    @Test
    void failuresRetriesAndErrorsAreCounted() throws Exception {
        cluster.startOrchestrator().startWorker();
        files(2);
        run(JobRequest.of(source.toString(), TARGET).operation("PUT").jobName("first").build());

        JobView again = run(JobRequest.of(source.toString(), TARGET).operation("PUT").jobName("again")
                .initialIngest(true).ignoreCache(true).maxRetries(1).retryDelay(0.1).build());

        assertThat(again.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        Exposition worker = idle();
        assertThat(worker.sum("irods_ingest_entries_total", Map.of("outcome", "failed"))).isEqualTo(2);
        assertThat(worker.sum("irods_ingest_retries_total", Map.of())).isEqualTo(2);
        assertThat(worker.sum("irods_ingest_irods_errors_total", Map.of("error", "overwrite_without_force")))
                .isPositive();
        assertThat(worker.sum("irods_ingest_task_seconds_count", Map.of("outcome", "failed"))).isPositive();
    }

    @Test
    void aMessageThatNobodyCanReadIsCounted() throws Exception {
        cluster.startOrchestrator().startWorker();
        assertThat(deadLetters()).isZero();

        publish(new OutgoingMessage("file", "garbage", "{".getBytes(StandardCharsets.UTF_8)));

        await().until(() -> scrape(metrics).sum("irods_ingest_dead_letters_total", Map.of()) == 1);
        await().until(() -> deadLetters() == 1);
    }

    @Test
    void aScanThatWaitsForAThreadIsSeen() throws Exception {
        cluster.with("IRODS_INGEST_THREADS", "1").startOrchestrator().startWorker();
        files(1);
        irods.faults().delay(DATA_OBJ_PUT, Duration.ofSeconds(10), 1);
        JobView job = cluster.client()
                .start(JobRequest.of(source.toString(), TARGET).operation("PUT").jobName("slow").build());
        await().until(() -> irods.counts().of(DATA_OBJ_PUT) == 1);

        publish(new OutgoingMessage("path", "scan", TaskCodec.encode(new TaskMessage("no-such-job", 1, "nonce",
                new IngestTask.ScanDirectories(List.of(), 0))), Optional.of("ScanDirectories"), Optional.empty()));

        await().until(() -> scrape(metrics).sum("irods_ingest_scan_lag_seconds", Map.of()) > 0);
        assertThat(untilEnd(job.id()).state()).isEqualTo("COMPLETED");
        await().until(() -> scrape(metrics).sum("irods_ingest_scan_lag_seconds", Map.of()) == 0);
    }

    private double deadLetters() throws Exception {
        return await().until(() -> scrape(URI.create(cluster.url())), scraped -> scraped.families("")
                .contains("irods_ingest_queue_ready")).sum("irods_ingest_dead_letters_kept", Map.of());
    }

    private static void publish(OutgoingMessage message) throws InterruptedException {
        try (Broker broker = new AmqpBroker(TestCluster.brokerSettings(TestServers.broker()),
                new Outages(Clock.systemUTC()))) {
            broker.publish(List.of(message));
        }
    }

    @Test
    void aJobBelongsToTheTraceOfWhoAskedForIt() throws Exception {
        cluster.startOrchestrator().startWorker();
        files(2);
        JobView job = traced("00-" + TRACE + '-' + CALLER + "-01");

        List<JsonNode> lines = await().until(() -> linesOfTasks(job.id()), list -> list.size() > 2);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("trace_id").textValue()).isEqualTo(TRACE);
            assertThat(line.path("span_id").textValue()).matches("[0-9a-f]{16}").isNotEqualTo(CALLER);
        });
        Map<String, JsonNode> byTask = new TreeMap<>();
        lines.forEach(line -> byTask.putIfAbsent(line.path("task").textValue(), line));
        JsonNode first = byTask.get(job.id() + "-1");
        JsonNode second = byTask.get(job.id() + "-2");
        assertThat(first.path("parent_span_id").textValue()).isEqualTo(CALLER);
        assertThat(second.path("parent_span_id").textValue()).isEqualTo(first.path("span_id").textValue());
        assertThat(lines("orchestrator")).anySatisfy(line -> {
            assertThat(line.path("message").textValue()).contains("job traced accepted");
            assertThat(line.path("trace_id").textValue()).isEqualTo(TRACE);
        });
    }

    @Test
    void aHeaderThatIsNoTraceParentIsIgnored() throws Exception {
        cluster.startOrchestrator().startWorker();
        files(1);
        JobView job = traced("00-" + TRACE.toUpperCase(Locale.ROOT) + '-' + CALLER + "-01");

        List<JsonNode> lines = await().until(() -> linesOfTasks(job.id()), list -> list.size() > 2);
        assertThat(lines.stream().map(line -> line.path("trace_id").textValue()).distinct()).singleElement().asString()
                .matches("[0-9a-f]{32}").isNotEqualToIgnoringCase(TRACE);
    }

    @Test
    void aWorkerIsReadyWhenItHasItsServers() throws Exception {
        cluster.with("IRODS_INGEST_REDIS_URL", "redis://127.0.0.1:" + LoopbackPorts.free());
        cluster.startWorkerUntil("waiting for Redis");

        assertThat(get(metrics, "/health/live").statusCode()).isEqualTo(204);
        HttpResponse<String> ready = get(metrics, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(ready.body()).path("status").textValue()).isEqualTo("waiting");
        assertThat(JSON.readTree(ready.body()).path("waiting_for").toString()).contains("Redis since ");
        assertThat(scrape(metrics).sum("irods_ingest_waiting_for", Map.of("dependency", "redis"))).isEqualTo(1);
    }

    @Test
    void aWorkerThatHasItsServersIsReady() throws Exception {
        cluster.startWorker();

        HttpResponse<String> ready = await().until(() -> get(metrics, "/health/ready"),
                answer -> answer.statusCode() == 200);
        assertThat(JSON.readTree(ready.body())).isEqualTo(JSON.readTree("{\"status\":\"up\",\"waiting_for\":[]}"));
    }

    @Test
    void aListenerThatCannotBeIsToldAtTheStart() throws Exception {
        cluster.with("IRODS_INGEST_LOG_LEVEL", "info").with("IRODS_INGEST_LOG_FORMAT", "text");
        ProcessCluster.Ended open = cluster.with("IRODS_INGEST_METRICS_BIND", "0.0.0.0").runWorker();
        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(open.lines()).singleElement().asString()
                .contains("IRODS_INGEST_METRICS_BIND is '0.0.0.0', which others"
                        + " can reach: set IRODS_INGEST_METRICS_TOKEN or IRODS_INGEST_METRICS_TOKEN_FILE");

        ProcessCluster.Ended weak = cluster.with("IRODS_INGEST_METRICS_TOKEN", "too-short").runWorker();
        assertThat(weak.exitCode()).isEqualTo(2);
        assertThat(weak.lines()).singleElement().asString().contains("has less than 16 characters")
                .doesNotContain("too-short");

        cluster.without("IRODS_INGEST_METRICS_BIND").without("IRODS_INGEST_METRICS_TOKEN").startWorker();
        ProcessCluster.Ended second = cluster.runWorker();
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.lines()).singleElement().asString()
                .contains("cannot listen on 127.0.0.1:" + metrics.getPort() + ": ");
    }

    private void files(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.writeString(source.resolve("file" + i), "six by");
        }
    }

    private JobView run(JobRequest request) throws Exception {
        return untilEnd(cluster.client().start(request).id());
    }

    private JobView untilEnd(String id) {
        return await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(id), JobView::ended);
    }

    /** Runs a job that was asked for with a header. */
    private JobView traced(String traceParent) throws Exception {
        String body = AdminJson.strict().writeValueAsString(
                JobRequest.of(source.toString(), TARGET).operation("PUT").jobName("traced").build());
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/jobs"))
                .header("Content-Type", "application/json").header("traceparent", traceParent)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return untilEnd(AdminJson.strict().readTree(answer.body()).path("id").textValue());
    }

    private List<JsonNode> linesOfTasks(String jobId) throws IOException {
        return lines("worker").stream().filter(line -> line.path("task").asText().startsWith(jobId))
                .filter(line -> line.has("span_id")).toList();
    }

    private List<JsonNode> lines(String process) throws IOException {
        try (var files = Files.list(directory)) {
            Path log = files.filter(file -> file.getFileName().toString().startsWith(process + '-')).findFirst()
                    .orElseThrow();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                if (line.startsWith("{")) {
                    lines.add(JSON.readTree(line));
                }
            }
            return lines;
        }
    }

    /** A job ends before its last task is over for the worker, and the meters are not all read at one moment. */
    private Exposition idle() throws Exception {
        await().until(() -> scrape(metrics).sum("irods_ingest_tasks_running", Map.of()) == 0);
        return scrape(metrics);
    }

    private Exposition scrape(URI process) throws Exception {
        HttpResponse<String> answer = get(process, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).isEqualToIgnoringCase("text/plain; version=0.0.4; charset=utf-8"));
        return Exposition.of(answer.body());
    }

    private HttpResponse<String> get(URI process, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(process.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static Map<String, String> types(Exposition scraped) {
        Map<String, String> types = new TreeMap<>();
        scraped.families("irods_ingest_").forEach(family -> types.put(family, scraped.type(family)));
        return types;
    }

    private static Map<String, String> with(Map<String, String> labels, String label, String value) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(label, value);
        return all;
    }
}
