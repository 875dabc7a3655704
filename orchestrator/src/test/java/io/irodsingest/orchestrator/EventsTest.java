package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.testservers.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events, as a client reads them. */
class EventsTest {
    private static final String JOBS = "/api/v1/jobs";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestCluster cluster;
    private Orchestrator orchestrator;
    private Http http;

    private record Event(String name, JsonNode data) {}

    /** What has come of a stream, and when it has ended. */
    private record Opened(List<Event> events, CompletableFuture<Void> end) {
        List<String> states() {
            return events.stream().filter(event -> event.name().equals("job"))
                    .map(event -> event.data().path("state").textValue()).distinct().toList();
        }
    }

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        orchestrator = cluster.orchestrator();
        http = new Http(orchestrator.uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aJobIsWatchedToItsEnd() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\"}");
        Opened stream = open(JOBS + "/job/events");
        await().until(() -> stream.states().contains("QUEUED"));

        cluster.worker(PretendedWork.ofTasks(5).ofWhichFail(2).behind(gate));
        await().until(() -> stream.states().contains("RUNNING"));
        gate.countDown();

        stream.end().get(30, TimeUnit.SECONDS);
        assertThat(stream.states()).containsExactly("QUEUED", "RUNNING", "COMPLETED_WITH_FAILURES");
        assertThat(stream.events().getLast().name()).isEqualTo("end");
        JsonNode last = stream.events().get(stream.events().size() - 2).data();
        assertThat(last.path("counts").path("failed").intValue()).isEqualTo(2);
        assertThat(last.path("remaining_tasks").intValue()).isZero();
    }

    /** One reader tells all: how many watch makes no difference to Redis. */
    @Test
    void watchingCostsRedisNothing() throws Exception {
        http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\"}");
        long alone = commandsInAWhile();

        List<Opened> streams = Stream.generate(() -> open(JOBS + "/job/events")).limit(50).toList();
        await().until(() -> streams.stream().allMatch(stream -> stream.states().contains("QUEUED")));
        commandsInAWhile();

        assertThat(commandsInAWhile()).isLessThan(alone + alone / 2 + 100);
        cluster.worker(PretendedWork.ofTasks(5));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> streams.stream().allMatch(stream -> stream.states().contains("COMPLETED")));
    }

    private static long commandsInAWhile() {
        long before = TestServers.redis().commands();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        await().until(() -> System.nanoTime() > until);
        long commands = TestServers.redis().commands() - before;
        System.out.println(commands + " commands in 3 s");
        return commands;
    }

    @Test
    void theClusterIsWatched() throws Exception {
        Opened stream = open("/api/v1/events");
        await().until(() -> names(stream).containsAll(List.of("health", "workers", "queues")));

        String worker = cluster.worker(PretendedWork.ofTasks(3)).id();
        http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\"}");

        await().until(() -> stream.states().contains("COMPLETED"));
        await().until(() -> stream.events().stream().anyMatch(event -> event.name().equals("workers")
                && event.data().path("workers").findValuesAsText("id").contains(worker)));
        await().until(() -> stream.events().stream().anyMatch(
                event -> event.name().equals("health") && event.data().path("status").textValue().equals("up")));
    }

    @Test
    void anUnknownJobIsNoStream() throws Exception {
        assertThat(http.get(JOBS + "/none/events").status()).isEqualTo(404);
    }

    @Test
    void theEndOfTheOrchestratorEndsStreams() throws Exception {
        Opened stream = open("/api/v1/events");
        await().until(() -> !stream.events().isEmpty());

        orchestrator.close();

        await().until(() -> stream.end().isDone());
    }

    private static List<String> names(Opened stream) {
        return stream.events().stream().map(Event::name).toList();
    }

    private Opened open(String path) {
        List<Event> events = new CopyOnWriteArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(orchestrator.uri() + path)).build();
        CompletableFuture<Void> end = client.sendAsync(request, BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> read(answer, events));
        return new Opened(events, end);
    }

    private static void read(HttpResponse<Stream<String>> answer, List<Event> events) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
        String[] name = {""};
        answer.body().forEach(line -> {
            if (line.startsWith("event: ")) {
                name[0] = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new Event(name[0], parsed(line.substring("data: ".length()))));
            }
        });
    }

    private static JsonNode parsed(String data) {
        try {
            return AdminJson.strict().readTree(data);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(data, notJson);
        }
    }
}
