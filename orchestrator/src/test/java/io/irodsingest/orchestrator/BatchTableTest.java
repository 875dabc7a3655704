package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.orchestrator.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operation on a batch does in each of its states. */
class BatchTableTest {
    private static final String BATCHES = "/api/v1/batches";
    private static final String ECHO = BATCHES + "?app=sample&op=echo";

    private static TestCluster cluster;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        cluster.purge("batch", "query", "nobody");
        http = new Http(cluster.orchestrator().uri());
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        await().until(() -> http.get("/api/v1/processors").body().path("processors").size() == 2);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    /** A batch in a state of the table. @return its id */
    private static String batch(String state) throws Exception {
        String id = switch (state) {
            case "held", "aborted-held" -> made("&hold=true", "1\n");
            case "waiting" -> made("&after=" + made("&queue=nobody", "1\n"), "1\n");
            case "queued", "paused", "aborted" -> made("&queue=nobody", "1\n");
            case "inprogress", "paused-inprogress" -> made("", "\"hang\"\n");
            case "success" -> made("", "1\n");
            case "failed" -> made("", "\"fail\"\n");
            case "expired" -> made("&queue=nobody&start_within=1", "1\n");
            default -> throw new IllegalArgumentException(state);
        };
        if (state.contains("inprogress")) {
            await().until(() -> status(id).path("status").textValue().equals("inprogress"));
        }
        if (state.startsWith("aborted")) {
            http.post(BATCHES + '/' + id + "/abort", "");
        }
        if (state.startsWith("paused")) {
            assertThat(http.post(BATCHES + '/' + id + "/pause", "").status()).isEqualTo(200);
        }
        if (state.equals("success") || state.equals("failed") || state.equals("expired")
                || state.startsWith("aborted")) {
            await().until(() -> status(id).path("ended").booleanValue());
        }
        return id;
    }

    private static String made(String wish, String rows) throws Exception {
        Answer answer = http.send("POST", ECHO + wish, rows, "Content-Type", "application/x-ndjson");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.text("id");
    }

    private static JsonNode status(String id) throws Exception {
        return http.get(BATCHES + '/' + id).body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, value = {
            "state             | status     | append | release | abort | pause | resume | retry",
            "held              | wait       | 200    | 200     | 200   | 409   | 409    | 409",
            "waiting           | queued     | 409    | 200     | 200   | 409   | 409    | 409",
            "queued            | queued     | 409    | 200     | 200   | 200   | 200    | 409",
            "paused            | queued     | 409    | 200     | 200   | 200   | 200    | 409",
            "inprogress        | inprogress | 409    | 409     | 200   | 200   | 200    | 409",
            "paused-inprogress | inprogress | 409    | 409     | 200   | 200   | 200    | 409",
            "success           | success    | 409    | 409     | 200   | 409   | 409    | 409",
            "failed            | failed     | 409    | 409     | 200   | 409   | 409    | 200",
            "aborted           | aborted    | 409    | 409     | 200   | 409   | 409    | 409",
            "aborted-held      | aborted    | 409    | 409     | 200   | 409   | 409    | 409",
            "expired           | aborted    | 409    | 409     | 200   | 409   | 409    | 409"})
    void eachOperationInEachState(String state, String status, int append, int release, int abort, int pause,
            int resume, int retry) throws Exception {
        String first = batch(state);
        assertThat(status(first).path("status").textValue()).isEqualTo(status);
        http.post(BATCHES + '/' + first + "/abort", "");
        check(state, "rows", append);
        check(state, "release", release);
        check(state, "abort", abort);
        check(state, "pause", pause);
        check(state, "resume", resume);
        check(state, "retry", retry);
    }

    private static void check(String state, String operation, int expected) throws Exception {
        String id = batch(state);
        JsonNode before = status(id);
        Answer answer = http.post(BATCHES + '/' + id + '/' + operation,
                operation.equals("rows") ? "{\"rows\":[2]}" : "");
        assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(expected);
        if (expected == 409) {
            assertThat(answer.text("detail")).contains("'" + before.path("job_name").textValue() + "' is ");
        }
        if (expected == 409 || before.path("ended").booleanValue() && operation.equals("abort")) {
            assertThat(status(id).path("status")).isEqualTo(before.path("status"));
            assertThat(status(id).path("submitted")).isEqualTo(before.path("submitted"));
        }
        if (operation.equals("abort")) {
            await().until(() -> status(id).path("ended").booleanValue());
        }
        if (operation.equals("rows") && expected == 200) {
            assertThat(answer.body().path("submitted").longValue()).isEqualTo(2);
            assertThat(answer.text("status")).isEqualTo("wait");
        }
        JsonNode now = status(id);
        if (now.path("ended").booleanValue()) {
            assertThat(now.path("succeeded").longValue() + now.path("failed").longValue()
                    + now.path("aborted").longValue()).isEqualTo(now.path("submitted").longValue());
        }
        http.post(BATCHES + '/' + id + "/abort", "");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /results", "GET, /files", "GET, /events", "POST, /release", "POST, /abort",
            "POST, /pause",
            "POST, /resume", "POST, /retry", "POST, /rows"})
    void whatIsNoBatchIsNotFound(String method, String path) throws Exception {
        String body = path.equals("/rows") ? "{\"rows\":[1]}" : "";
        Answer none = http.send(method, BATCHES + "/none" + path, body, "Content-Type", "application/json");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.text("detail")).isEqualTo("there is no batch 'none'");
        String job = http.post("/api/v1/jobs", "{\"source\": \"/data\", \"target\": \"/z/x\"}").text("id");
        assertThat(http.send(method, BATCHES + '/' + job + path, body, "Content-Type", "application/json").status())
                .as("a job of another kind").isEqualTo(404);
    }
}
