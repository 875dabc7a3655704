package io.irodsingest.cli.command;

import io.irodsingest.cli.client.AdminClient;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.adminapi.JobRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A start whose answer is lost, or is that nobody knows, is repeated as the same wish. */
class RepeatedStartTest {
    private static final String AWAY = "{\"type\": \"about:blank\", \"title\": \"Away\", \"status\": 503, \"detail\": \"away\"}";
    private static final String REFUSED = "{\"type\": \"about:blank\", \"title\": \"No\", \"status\": 409, \"detail\": \"taken\"}";

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private AdminClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::answer);
        server.start();
        client = new AdminClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void aWishIsTheSameUntilItIsAnswered() {
        answers.addAll(List.of(503, 0, 409));
        assertThatThrownBy(() -> client.start(JobRequest.of("/data", "/z/x").build())).hasMessageContaining("taken");
        assertThat(keys).hasSize(3);
        assertThat(keys.stream().distinct()).hasSize(1);
    }

    @Test
    void anotherWishIsAnother() {
        answers.addAll(List.of(409, 409));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.start(JobRequest.of("/data", "/z/x").build()));
        }
        assertThat(keys.stream().distinct()).hasSize(2);
    }

    @Test
    void aTriggerAndABackfillOfAScheduleAreSuchWishes() {
        answers.addAll(List.of(0, 503, 409, 503, 409));
        assertThatThrownBy(() -> client.schedules().trigger("nightly")).hasMessageContaining("taken");
        assertThatThrownBy(() -> client.schedules().backfill("nightly", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"))
                .hasMessageContaining("taken");
        assertThat(keys).hasSize(5);
        assertThat(keys.subList(0, 3).stream().distinct()).hasSize(1);
        assertThat(keys.subList(3, 5).stream().distinct()).hasSize(1);
        assertThat(keys.stream().distinct()).hasSize(2);
    }

    @Test
    void itIsNotRepeatedForEver() {
        answers.addAll(List.of(503, 503, 503, 503));
        assertThatThrownBy(() -> client.start(JobRequest.of("/data", "/z/x").build()))
                .hasMessageContaining("cannot do it now");
        assertThat(keys).hasSize(3);
    }

    /** With the next status; 0 breaks the connection off. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            int status = answers.removeFirst();
            if (status > 0) {
                byte[] body = (status == 503 ? AWAY : REFUSED).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
