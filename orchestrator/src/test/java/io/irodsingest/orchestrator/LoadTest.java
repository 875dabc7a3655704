package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that ask too much, send too much, or send too slowly: the endpoint stays up and answers others. */
class LoadTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final int MANY = 1_000;

    private static TestCluster cluster;
    private static Http http;
    private static URI base;

    /** One for each test: a connection that was cut must not be met again. */
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        base = cluster.orchestrator().uri();
        http = new Http(base);
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void aThousandRequestsAtATimeAreAnsweredRight() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(client.sendAsync(request(i), BodyHandlers.ofString()));
        }
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            statuses.merge(answer.get(120, TimeUnit.SECONDS).statusCode(), 1, Integer::sum);
        }

        // a quarter each: a job, a list, a job that is not there, a request that is none; a busy Redis may make some wait too long
        int late = statuses.getOrDefault(503, 0);
        assertThat(statuses.keySet()).isSubsetOf(200, 201, 404, 400, 503);
        assertThat(statuses.get(400)).isEqualTo(MANY / 4);
        for (int kind : new int[]{200, 201, 404}) {
            assertThat(statuses.getOrDefault(kind, 0)).as("answers %s, of %s", kind, statuses).isPositive();
        }
        assertThat(statuses.get(200) + statuses.get(201) + statuses.get(404) + late).isEqualTo(3 * MANY / 4);
        assertThat(http.get("/api/v1/health").status()).isEqualTo(200);
        assertThat(http.get(JOBS + "?limit=5").body().path("total").intValue()).isGreaterThanOrEqualTo(
                statuses.get(201));
    }

    private static HttpRequest request(int i) {
        HttpRequest.Builder request = HttpRequest.newBuilder().header("Content-Type", "application/json");
        return switch (i % 4) {
            case 0 -> request.uri(URI.create(base + JOBS)).POST(BodyPublishers.ofString(
                    "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"many-" + i + "\"}")).build();
            case 1 -> request.uri(URI.create(base + JOBS + "?limit=10")).build();
            case 2 -> request.uri(URI.create(base + JOBS + "/none-" + i)).build();
            default -> request.uri(URI.create(base + JOBS)).POST(BodyPublishers.ofString("{\"source\"")).build();
        };
    }

    @Test
    void aHundredMegabytesAreRefusedWhetherTheyAreAnnouncedOrNot() throws Exception {
        byte[] piece = new byte[1 << 20];
        HttpRequest announced = HttpRequest.newBuilder(URI.create(base + JOBS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(Collections.nCopies(100, piece))).build();
        for (int i = 0; i < 3; i++) {
            assertThat(statusOrCut(announced)).isIn(413, -1);
        }
        try (Socket socket = connected()) {
            socket.getOutputStream().write(head("Content-Length: " + (100 << 20)));
            assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
        }
        assertThat(http.get("/api/v1/health").status()).isEqualTo(200);
    }

    /** The server need not read what it refuses: the client may find the connection cut before it reads the answer. */
    private int statusOrCut(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode();
        } catch (IOException cut) {
            return -1;
        }
    }

    @Test
    void slowClientsKeepNobodyElseFromBeingAnswered() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connected();
                slow.add(socket);
                OutputStream out = socket.getOutputStream();
                // a third each: half a head, a body that does not come, a body of which one byte has come
                byte[] head = head("Content-Length: 1000");
                out.write(head, 0, i % 3 == 0 ? head.length / 2 : head.length);
                if (i % 3 == 2) {
                    out.write('{');
                }
                out.flush();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(http.get(JOBS + "?limit=1").status()).isEqualTo(200);
            }
            assertThat(
                    http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"beside\"}").status())
                    .isEqualTo(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static byte[] head(String more) {
        return ("POST " + JOBS + " HTTP/1.1\r\nHost: 127.0.0.1:" + base.getPort()
                + "\r\nContent-Type: application/json\r\n" + more + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
