package io.irodsingest.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies and answers of any length. */
class StreamsTest {
    private static final int LONG = 5_000_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore written = new Semaphore(0);
    private final CountDownLatch gone = new CountDownLatch(1);
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        server = new AdminServer(OrchestratorSettings.onLoopback().listener(),
                List.of(download("/whole", out -> write(out, LONG)), download("/broken", out -> {
                    write(out, LONG);
                    throw new IOException("the batch was forgotten meanwhile");
                }), download("/refused", out -> {
                    write(out, 100);
                    throw Refusal.conflict("Not now", "not now");
                }), download("/endless", this::writeForEver),
                        Endpoint.post("/rows", "rows", "Rows").takesStream(List.of("text/csv")).answersText(
                                "text/plain",
                                call -> call.stream(StreamsTest::counted))),
                Optional.empty(), (answered, nanos) -> {}, Tracing.NONE);
        server.start();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static Endpoint download(String path, Download.Content content) {
        return Endpoint.get(path, path.substring(1), "Answers").answersStream(List.of("text/plain"),
                call -> new Download("text/plain", content));
    }

    private static void write(OutputStream out, int bytes) throws IOException {
        out.write("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }

    private void writeForEver(OutputStream out) throws IOException {
        try {
            while (true) {
                write(out, 100_000);
                written.release();
            }
        } finally {
            gone.countDown();
        }
    }

    /** Refuses what begins with an x, when it has read a little. */
    private static String counted(InputStream body) throws IOException {
        if (body.read() == 'x') {
            throw Refusal.badRequest("line 1: no x");
        }
        return String.valueOf(body.readAllBytes().length + 1);
    }

    @Test
    void whatIsWholeArrives() throws Exception {
        HttpResponse<String> answer = client.send(get("/whole"), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(answer.body()).hasSize(LONG);
    }

    @Test
    void whatBreaksOffInTheMiddleIsNotTakenForTheWhole() {
        assertThatThrownBy(() -> client.send(get("/broken"), BodyHandlers.ofString())).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsRefusedBeforeMuchWasSentIsAProblem() throws Exception {
        HttpResponse<String> answer = client.send(get("/refused"), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("\"detail\" : \"not now\"").doesNotContain("xxx");
    }

    @Test
    void whoGoesIsNotWrittenToForEver() throws Exception {
        try (InputStream begin = client.send(get("/endless"), BodyHandlers.ofInputStream()).body()) {
            assertThat(begin.readNBytes(300_000)).hasSize(300_000);
            written.acquire(2);
        }
        gone.await();
    }

    @Test
    void aBodyIsReadAsItComes() throws Exception {
        HttpResponse<String> answer = client.send(post("y".repeat(LONG)), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo(String.valueOf(LONG));
    }

    @Test
    void whoSendsALongBodyHearsWhyItIsRefused() throws Exception {
        HttpResponse<String> answer = client.send(post("x".repeat(4 * LONG)), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line 1: no x");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/rows"))
                .POST(BodyPublishers.ofString(body)).build();
    }
}
