package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.orchestrator.Http.Answer;
import java.io.OutputStream;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that come in badly: what is left of them. */
class BatchIntakeTest {
    private static final String BATCHES = "/api/v1/batches";
    private static final String ECHO = BATCHES + "?app=sample&op=echo";
    private static final long ROOM = 100_000;

    private TestCluster cluster;
    private Http http;
    private URI uri;
    private BatchStore store;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        cluster.purge("batch", "query");
        uri = cluster.orchestrator(TestCluster.settings().withBatchBytes(ROOM)).uri();
        http = new Http(uri);
        store = cluster.ports().batches();
        cluster.worker(new PretendedRows(store).handlers(), PretendedRows.QUEUES);
        await().until(() -> http.get("/api/v1/processors").body().path("processors").size() == 2);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000", "Transfer-Encoding: chunked"})
    void aBodyThatBreaksOffLeavesNothing(String length) throws Exception {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            String rows = "\"a row\"\n".repeat(3_000);
            String chunk = length.startsWith("T") ? Integer.toHexString(rows.length()) + "\r\n" + rows + "\r\n" : rows;
            out.write(
                    ("POST " + ECHO + "&id=broken HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                            + length + "\r\n\r\n" + chunk).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await().until(() -> taken() > 0);
        }
        nothingIsLeft();
        assertThat(http.get(BATCHES + "/broken").status()).isEqualTo(404);
    }

    /** As when rows come from a pipe that somebody holds open. */
    @Test
    void whoStandsStillIsToldAtOnceThatRowsAreRefused() throws Exception {
        assertThat(send(ECHO + "&job_name=name&hold=true", "1\n").status()).isEqualTo(201);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("POST " + ECHO + "&job_name=name HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            BufferedReader answer = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void rowsBehindAWrongOneLeaveNothingOfThoseBefore() throws Exception {
        Answer refused = send(ECHO, "\"a row\"\n".repeat(3_000) + "{\n");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).startsWith("line 3001: not JSON");
        nothingIsLeft();
    }

    @Test
    void whatBatchesMayTakeTogetherIsAllThatTheyTake() throws Exception {
        String noise = noise(7);
        Answer first = send(ECHO + "&job_name=first&keep_for=60", noise);
        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        Answer refused = send(ECHO + "&id=second", noise);
        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.text("detail")).contains("there is no room for these rows", "IRODS_INGEST_BATCH_BYTES");
        assertThat(http.get(BATCHES).body().path("batches")).hasSize(1);
        assertThat(http.get(BATCHES + "/second").status()).isEqualTo(404);
        assertThat(send(ECHO, "1\n").status()).as("less has room").isEqualTo(201);
    }

    @Test
    void aTakenNameLeavesNothing() throws Exception {
        assertThat(send(ECHO + "&job_name=name&hold=true", "1\n").status()).isEqualTo(201);
        long before = taken();
        Answer refused = send(ECHO + "&job_name=name", "1\n".repeat(5_000));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("a job named 'name' exists and is BLOCKED");
        await().until(() -> taken() == before);
        assertThat(http.get(BATCHES).body().path("batches")).hasSize(1);
    }

    @Test
    void wishesThatComeTogetherMakeOneBatch() throws Exception {
        String rows = "{\"n\":1}\n".repeat(500);
        List<Callable<Answer>> wishes = Stream.generate(() -> (Callable<Answer>) () -> http.send("POST", ECHO, rows,
                "Content-Type", "application/x-ndjson", "Idempotency-Key", "same")).limit(6).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Answer> answers = threads.invokeAll(wishes).stream().map(BatchIntakeTest::got).toList();
            assertThat(answers).allMatch(answer -> answer.status() == 201);
            assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
            String id = answers.getFirst().text("id");
            await().until(() -> http.get(BATCHES + '/' + id).text("status").equals("success"));
            assertThat(http.get(BATCHES + '/' + id).body().path("succeeded").longValue()).isEqualTo(500);
        }
        assertThat(http.get(BATCHES).body().path("batches")).hasSize(1);
    }

    private void nothingIsLeft() throws Exception {
        await().until(() -> taken() == 0);
        assertThat(http.get(BATCHES).body().path("batches")).isEmpty();
        assertThat(http.get("/api/v1/jobs").body().path("total").intValue()).isZero();
    }

    private long taken() throws InterruptedException {
        return store.reserve("nobody", 0, Long.MAX_VALUE);
    }

    private Answer send(String path, String rows) throws Exception {
        return http.send("POST", path, rows, "Content-Type", "application/x-ndjson");
    }

    private static Answer got(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Rows that cannot be compressed much, of more than half the room. */
    private static String noise(long seed) {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            rows.append('"').append(Long.toHexString(random.nextLong())).append(Long.toHexString(random.nextLong()))
                    .append("\"\n");
        }
        return rows.toString();
    }
}
