package io.irodsingest.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.secret.Secret;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Over bare sockets, for a client of the JDK sends no Host of a test's choice. */
class MetricsListenerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String TOKEN = "0123456789abcdef";

    private final ProcessMetrics metrics = new ProcessMetrics("test", "1.2.3");
    private final List<String> waits = new ArrayList<>();
    private MetricsListener listener;

    @BeforeEach
    void start() throws IOException {
        listener = start(Optional.empty());
    }

    @AfterEach
    void end() {
        listener.close();
        metrics.close();
    }

    private MetricsListener start(Optional<Secret> token) throws IOException {
        return MetricsListener.start(new MetricsListener.Options(LOOPBACK, 0, token), metrics,
                () -> List.copyOf(waits));
    }

    private String get(String path, String... headers) throws IOException {
        return say(listener, "GET " + path, headers);
    }

    private static String say(MetricsListener to, String request, String... headers) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, to.port())) {
            String lines = request + " HTTP/1.1\r\n"
                    + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
            socket.getOutputStream().write((lines + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void metricsAndHealthAreAnswered() throws Exception {
        assertThat(get("/metrics", "Host: localhost")).startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                .contains("irods_ingest_build{process=\"test\",version=\"1.2.3\"} 1.0\n");
        assertThat(get("/health/live", "Host: 127.0.0.1:1234")).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
        assertThat(get("/health/ready", "Host: [::1]:80")).startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"up\",\"waiting_for\":[]}");
        waits.add("Redis since then");
        assertThat(get("/health/ready", "Host: localhost")).startsWith("HTTP/1.1 503 ")
                .endsWith("{\"status\":\"waiting\",\"waiting_for\":[\"Redis since then\"]}");
    }

    @Test
    void whatIsNotThereIsRefused() throws Exception {
        assertThat(get("/", "Host: localhost")).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
        assertThat(get("/metrics/more", "Host: localhost")).startsWith("HTTP/1.1 404 ");
        assertThat(say(listener, "POST /metrics", "Host: localhost", "Content-Length: 0")).startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD\r\n");
        assertThat(say(listener, "HEAD /metrics", "Host: localhost")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost.evil.example", "X: y", "Host: 192.0.2.1:80"})
    void withoutATokenOnlyLoopbackNamesAreAnswered(String host) throws Exception {
        for (String path : List.of("/metrics", "/health/live", "/health/ready", "/nothing")) {
            assertThat(get(path, host)).startsWith("HTTP/1.1 403 ").doesNotContain("irods_ingest");
        }
    }

    @Test
    void withATokenEveryPathNeedsIt() throws Exception {
        listener.close();
        listener = start(Optional.of(new Secret(TOKEN)));
        for (String path : List.of("/metrics", "/health/live", "/health/ready", "/nothing")) {
            assertThat(get(path, "Host: localhost")).startsWith("HTTP/1.1 401 ").contains("Bearer\r\n");
            assertThat(get(path, "Host: localhost", "Authorization: Basic " + TOKEN)).startsWith("HTTP/1.1 401 ");
            assertThat(get(path, "Host: localhost", "Authorization: Bearer 0123456789abcdeX"))
                    .startsWith("HTTP/1.1 401 ").contains("invalid_token").doesNotContain(TOKEN);
        }
        assertThat(get("/metrics", "Host: anything", "Authorization: bearer " + TOKEN)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/live", "Host: anything", "Authorization: Bearer " + TOKEN))
                .startsWith("HTTP/1.1 204 ");
    }

    @Test
    void aListenerForOthersNeedsAToken() throws Exception {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricsListener.Options(everywhere, 0, Optional.empty()));
        assertThat(new MetricsListener.Options(everywhere, 0, Optional.of(new Secret(TOKEN))).toString())
                .doesNotContain(TOKEN);
    }

    @Test
    void aPortThatIsTaken() {
        MetricsListener.Options same = new MetricsListener.Options(LOOPBACK, listener.port(), Optional.empty());

        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> MetricsListener.start(same, metrics, List::of))
                .withMessageMatching("cannot listen on 127\\.0\\.0\\.1:\\d+: .*; end what listens there, or choose .*");
    }

    @Test
    void whoTriesTokensIsSlowedAndWrittenDownAndKeepsNobodyWaiting() throws Exception {
        listener.close();
        listener = start(Optional.of(new Secret(TOKEN)));
        Logger audit = (Logger) LoggerFactory.getLogger("audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        audit.addAppender(lines);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        try {
            AtomicBoolean enough = new AtomicBoolean();
            List<Future<Integer>> guessers = IntStream.range(0, 100).mapToObj(i -> senders.submit(() -> {
                int guesses = 0;
                while (!enough.get()) {
                    assertThat(get("/metrics", "Host: a", "Authorization: Bearer guess " + guesses++))
                            .matches("(?s)HTTP/1.1 (401|429) .*");
                }
                return guesses;
            })).toList();
            await().until(() -> List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("429")));

            assertThat(get("/metrics", "Host: a", "Authorization: Bearer " + TOKEN)).startsWith("HTTP/1.1 200 ");
            enough.set(true);
            int guesses = 0;
            for (Future<Integer> guesser : guessers) {
                guesses += guesser.get();
            }
            assertThat(lines.list).hasSize(guesses).extracting(ILoggingEvent::getFormattedMessage)
                    .contains("GET /metrics from 127.0.0.1: 401, the token is wrong")
                    .noneMatch(line -> line.contains("guess"));
        } finally {
            audit.detachAppender(lines);
            senders.shutdownNow();
        }
    }

    @Test
    void slowClientsAreGivenUpAndOthersAreAnswered() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(LOOPBACK, listener.port());
                socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
                slow.add(socket);
                socket.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(get("/health/live", "Host: localhost")).startsWith("HTTP/1.1 204 ");
            for (Socket socket : slow) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
