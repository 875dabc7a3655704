package io.irodsingest.filedoor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestratorTest {
    private static final String BATCH = """
            {"id":"x","job_name":"x","app":"irods","op":"avu","status":"queued","state":"RUNNING","ended":false,
            "submitted":1,"succeeded":0,"failed":0,"aborted":0,"submit_time":"2026-11-28T00:00:00Z","elapsed_time":0,"waiting_for":[]}
            """;

    @TempDir
    Path directory;

    private static Orchestrator client(int port) throws Exception {
        return new Orchestrator(URI.create("http://127.0.0.1:" + port), Optional.empty(), SSLContext.getDefault(),
                Duration.ofSeconds(1));
    }

    /** Answers requests with rows, and says nothing to those that first ask whether rows are wanted. */
    private static final class OldProxy implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<String> rows = new CopyOnWriteArrayList<>();
        private final List<Socket> silent = new CopyOnWriteArrayList<>();

        OldProxy() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    serve(socket.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket connection) throws IOException {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            boolean asks = false;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                asks |= line.equalsIgnoreCase("Expect: 100-continue");
            }
            if (asks) {
                silent.add(connection);
                return;
            }
            rows.add(in.readLine());
            connection.getOutputStream()
                    .write(("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "
                            + BATCH.length() + "\r\nConnection: close\r\n\r\n" + BATCH)
                            .getBytes(StandardCharsets.UTF_8));
            connection.close();
        }

        @Override
        public void close() {
            try {
                socket.close();
                for (Socket one : silent) {
                    one.close();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Test
    void whatIsBetweenNeedNotKnowOfQuestionsBeforeRows() throws Exception {
        Path rows = Files.writeString(directory.resolve("rows"), "{\"line\":1,\"input\":1}\n");
        try (OldProxy proxy = new OldProxy(); Orchestrator orchestrator = client(proxy.socket.getLocalPort())) {
            assertThatExceptionOfType(AwayException.class)
                    .isThrownBy(() -> orchestrator.submit(Map.of("id", "x"), rows))
                    .withMessageContaining("does not answer in time");
            assertThatCode(() -> orchestrator.submit(Map.of("id", "x"), rows)).doesNotThrowAnyException();
            assertThat(proxy.rows).containsExactly("{\"line\":1,\"input\":1}");
        }
    }

    @Test
    void whatIsNoOrchestratorIsSaidToBeNone() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getOutputStream()
                            .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes());
                } catch (IOException closed) {
                    throw new UncheckedIOException(closed);
                }
            });
            try (Orchestrator orchestrator = client(socket.getLocalPort())) {
                assertThatExceptionOfType(AwayException.class).isThrownBy(() -> orchestrator.batch("x"))
                        .withMessageContaining("is no irods-ingest orchestrator with batches (HTTP 404)");
            }
        }
    }
}
