package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.orchestrator.Http.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches and slow queries at the admin endpoint, from their rows to their results. */
class BatchesTest {
    private static final String BATCHES = "/api/v1/batches";
    private static final String ECHO = BATCHES + "?app=sample&op=echo";
    private static final String JSONL = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private TestCluster cluster;
    private Http http;
    private final CountDownLatch gate = new CountDownLatch(1);
    private PretendedRows rows;
    private Worker worker;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        cluster.purge("batch", "query");
        http = new Http(cluster.orchestrator().uri());
        rows = new PretendedRows(cluster.ports().batches(), gate);
        worker = cluster.worker(rows.handlers(), PretendedRows.QUEUES);
        await().until(() -> http.get("/api/v1/processors").body().path("processors").size() == 2);
    }

    @AfterEach
    void end() {
        gate.countDown();
        cluster.close();
    }

    @Test
    void aBatchOfJsonLinesIsDoneAndItsResultsAreAsTheRows() throws Exception {
        gate.countDown();
        String lines = "{\"a\":1}\n\n\"fail\"\n{\"line\":9,\"input\":{\"output\":1.50}}\n";
        Answer made = send(ECHO + "&job_name=first&file=rows.jsonl&context={\"c\":[1]}", JSONL, lines);

        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("queued");
        assertThat(made.text("app")).isEqualTo("sample");
        assertThat(made.body().path("submitted").longValue()).isEqualTo(3);
        assertThat(made.response().headers().firstValue("Location")).hasValue(BATCHES + '/' + made.text("id"));
        JsonNode ended = ended("first");
        assertThat(ended.path("status").textValue()).isEqualTo("failed");
        assertThat(ended.path("state").textValue()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(counts(ended)).isEqualTo("3 = 2 + 1 + 0");
        assertThat(ended.path("file").textValue()).isEqualTo("rows.jsonl");

        assertThat(text("first/results")).isEqualTo("""
                {"line":1,"outcome":"succeeded","result":{"a":1}}
                {"line":3,"outcome":"failed","messages":["it was to fail","really"]}
                {"line":9,"outcome":"succeeded","result":{"output":1.50}}
                """);
        assertThat(text("first/results?format=csv&outcome=failed&input=true"))
                .isEqualTo(
                        "line,outcome,result,messages,input\r\n3,failed,,it was to fail; really,\"\"\"fail\"\"\"\r\n");
        assertThat(http.send("GET", BATCHES + "/first/results?from=4", "", "Accept", CSV).response().body())
                .isEqualTo("line,outcome,result,messages\r\n9,succeeded,\"{\"\"output\"\":1.50}\",\r\n");
        assertThat(text("first/results?limit=1"))
                .isEqualTo("{\"line\":1,\"outcome\":\"succeeded\",\"result\":{\"a\":1}}\n");
        assertThat(text("first/results?outcome=pending,aborted")).isEmpty();
        assertThat(http.get(BATCHES + "/first/files").body().path("files").toString())
                .isEqualTo("[{\"name\":\"out.txt\",\"bytes\":7}]");
        assertThat(text("first/files/out.txt")).isEqualTo("line 9\n");
        assertThat(http.get(BATCHES + "/first/files/none").status()).isEqualTo(404);
    }

    @Test
    void aBatchOfCsvIsDone() throws Exception {
        gate.countDown();
        Answer made = send(ECHO, CSV, "path,value\r\n/a,\"b,c\"\r\n/d,e\r\n");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        ended(made.text("id"));
        assertThat(text(made.text("id") + "/results")).isEqualTo("""
                {"line":2,"outcome":"succeeded","result":{"path":"/a","value":"b,c"}}
                {"line":3,"outcome":"succeeded","result":{"path":"/d","value":"e"}}
                """);
    }

    @Test
    void aBatchThatIsHeldTakesRowsUntilItsRelease() throws Exception {
        gate.countDown();
        Answer made = http.post(BATCHES,
                "{\"app\":\"sample\",\"op\":\"ECHO\",\"hold\":true,\"job_name\":\"held\",\"rows\":[1,{\"line\":5,\"input\":2}]}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("wait");
        assertThat(made.text("op")).isEqualTo("echo");
        assertThat(made.body().has("start_time")).isFalse();

        assertThat(send(BATCHES + "/held/rows", JSONL, "3\n4\n").body().path("submitted").longValue()).isEqualTo(4);
        assertThat(http.post(BATCHES + "/held/rows", "{\"rows\":[{\"line\":8,\"input\":5}]}").body().path("submitted")
                .longValue())
                .isEqualTo(5);
        Answer taken = http.post(BATCHES + "/held/rows", "{\"rows\":[{\"line\":8,\"input\":6}]}");
        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.text("detail")).contains("line 1: its number 8 is not above 8");
        assertThat(http.get(BATCHES + "/held").text("status")).isEqualTo("wait");
        assertThat(text("held/results")).contains("{\"line\":1,\"outcome\":\"pending\"}\n");

        assertThat(http.post(BATCHES + "/held/release", "").text("status")).isNotEqualTo("wait");
        assertThat(counts(ended("held"))).isEqualTo("5 = 5 + 0 + 0");
        assertThat(text("held/results").lines().map(line -> line.replaceAll(".*\"line\":(\\d+).*", "$1")))
                .containsExactly("1", "5", "6", "7", "8");
        Answer late = send(BATCHES + "/held/rows", JSONL, "7\n");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("detail")).contains("batch 'held' is success and takes no more rows");
    }

    @Test
    void aWishThatIsSentAgainMakesOneBatch() throws Exception {
        String body = "1\n2\n";
        Answer first = send(ECHO, JSONL, body, "Idempotency-Key", "key");
        Answer again = send(ECHO, JSONL, body, "Idempotency-Key", "key");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.body().path("submitted").longValue()).isEqualTo(2);
        Answer otherRows = send(ECHO, JSONL, "1\n2\n3\n", "Idempotency-Key", "key");
        assertThat(otherRows.status()).isEqualTo(409);
        assertThat(otherRows.text("detail")).contains("Idempotency-Key was used for another wish");
        assertThat(send(ECHO + "&max_failed=5", JSONL, body, "Idempotency-Key", "key").status()).isEqualTo(409);

        Answer named = send(ECHO + "&id=mine&hold=true", JSONL, body);
        assertThat(named.text("id")).isEqualTo("mine");
        assertThat(send(ECHO + "&id=mine&hold=true", JSONL, body).status()).isEqualTo(200);
        assertThat(http.get(BATCHES).body().path("batches").size()).isEqualTo(2);

        assertThat(send(BATCHES + "/mine/rows", JSONL, "8\n", "Idempotency-Key", "more").body().path("submitted")
                .longValue()).isEqualTo(3);
        assertThat(send(BATCHES + "/mine/rows", JSONL, "8\n", "Idempotency-Key", "more").body().path("submitted")
                .longValue()).isEqualTo(3);
        assertThat(send(BATCHES + "/mine/rows", JSONL, "8\n9\n", "Idempotency-Key", "more").status()).isEqualTo(409);
        assertThat(send(BATCHES + "/mine/rows", JSONL, "9\n", "Idempotency-Key", "yet-more").body().path("submitted")
                .longValue()).isEqualTo(4);
        assertThat(send(BATCHES + "/mine/rows", JSONL, "8\n", "Idempotency-Key", "more").body().path("submitted")
                .longValue()).isEqualTo(4);
    }

    @Test
    void aWishThatWasFulfilledNeedsNoWorkerAnyMore() throws Exception {
        String id = send(ECHO, JSONL, "1\n", "Idempotency-Key", "key").text("id");
        worker.close();
        await().until(() -> http.get("/api/v1/processors").body().path("processors").isEmpty());
        assertThat(send(ECHO, JSONL, "1\n", "Idempotency-Key", "key").text("id")).isEqualTo(id);
        assertThat(send(ECHO, JSONL, "1\n").text("detail"))
                .isEqualTo(
                        "there is no batch processor 'sample echo': no worker that lives has any processors; start a worker-batch");
    }

    @Test
    void anAbortEndsTheRowsThatAreNotDone() throws Exception {
        String id = send(ECHO, JSONL, lines(1, 25)).text("id");
        rows.begun().await();
        assertThat(text(id + "/results").lines()).hasSize(25).allMatch(line -> line.contains("pending"));

        http.post(BATCHES + '/' + id + "/abort", "");
        JsonNode ended = ended(id);
        assertThat(ended.path("status").textValue()).isEqualTo("aborted");
        assertThat(counts(ended)).isEqualTo("25 = 0 + 0 + 25");
        assertThat(text(id + "/results?outcome=aborted").lines()).hasSize(25);
        assertThat(text(id + "/results?outcome=pending")).isEmpty();
        Answer again = http.post(BATCHES + '/' + id + "/abort", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(counts(again.body())).isEqualTo("25 = 0 + 0 + 25");
    }

    @Test
    void aRetryWorksOnTheRowsThatFailed() throws Exception {
        gate.countDown();
        String id = send(ECHO, JSONL, "1\n\"fail\"\n3\n").text("id");
        assertThat(counts(ended(id))).isEqualTo("3 = 2 + 1 + 0");
        rows.heal();
        assertThat(http.post(BATCHES + '/' + id + "/retry", "").status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(counts(http.get(BATCHES + '/' + id).body())).isEqualTo("3 = 3 + 0 + 0"));
        assertThat(http.get(BATCHES + '/' + id).text("status")).isEqualTo("success");
        assertThat(http.post(BATCHES + '/' + id + "/retry", "").status()).isEqualTo(409);
    }

    @Test
    void batchesAndQueriesFollowJobsAndJobsFollowThem() throws Exception {
        gate.countDown();
        Answer first = http.post(BATCHES,
                """
                        {"app":"sample","op":"echo","rows":[1],"job_name":"first","on_success":{"batch":{"app":"sample","op":"echo",
                        "job_name":"second","rows":[{"line":4,"input":"fail"}],"on_failure":{"query":{"app":"sample","op":"ask",
                        "job_name":"third","input":{"q":1.50}}}}},"always":{"batch":{"app":"sample","op":"echo","job_name":"other","rows":[2,3]}}}
                        """);
        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        await().until(() -> http.get("/api/v1/queries/third").status() == 200);
        assertThat(http.get("/api/v1/queries/third").body().path("result").toString()).isEqualTo("{\"q\":1.50}");
        assertThat(counts(ended("second"))).isEqualTo("1 = 0 + 1 + 0");
        assertThat(text("second/results")).startsWith("{\"line\":4,");
        assertThat(counts(ended("other"))).isEqualTo("2 = 2 + 0 + 0");
        assertThat(http.get(BATCHES).body().path("batches")).hasSize(3);
        Answer wrong = http.post(BATCHES,
                """
                        {"app":"sample","op":"echo","rows":[1],"on_success":{"batch":{"app":"sample","op":"echo","hold":true,"rows":[1]}}}
                        """);
        assertThat(wrong.text("detail")).startsWith("on_success: hold does not go with a batch that is made later");
        assertThat(http.post(BATCHES,
                "{\"app\":\"sample\",\"op\":\"echo\",\"rows\":[1],\"always\":{\"batch\":{\"app\":\"sample\",\"op\":\"echo\"}}}")
                .text("detail")).startsWith("always: rows is missing");
    }

    @Test
    void aStatusThatIsRememberedIsNotTheOneBeforeARetry() throws Exception {
        gate.countDown();
        Http other = new Http(cluster.orchestrator().uri());
        String id = send(ECHO, JSONL, "\"fail\"\n").text("id");
        ended(id);
        assertThat(http.get(BATCHES + '/' + id).text("status")).isEqualTo("failed");
        rows.heal();
        assertThat(other.post(BATCHES + '/' + id + "/retry", "").status()).isEqualTo(200);
        await().until(() -> other.get(BATCHES + '/' + id).text("status").equals("success"));
        await().until(() -> http.get(BATCHES + '/' + id).text("status").equals("success"));
    }

    @Test
    void whoWatchesABatchIsToldOfItsEnd() throws Exception {
        String id = send(ECHO, JSONL, "1\n2\n").text("id");
        gate.countDown();
        String events = http.get(BATCHES + '/' + id + "/events").response().body();
        assertThat(events).contains("event: batch\n", "\"status\":\"success\"", "\"succeeded\":2", "event: end\n");
    }

    @Test
    void tooManyFailuresEndABatch() throws Exception {
        gate.countDown();
        String rows = "\"fail\"\n".repeat(30) + "\"hang\"\n";
        Answer made = http.send("POST", ECHO + "&job_name=given-up&max_failed=20", rows, "Content-Type", JSONL);
        assertThat(made.status()).isEqualTo(201);
        assertThat(http.post(BATCHES, """
                {"app":"sample","op":"echo","job_name":"hopeless","max_failed":"5","rows":[%s"hang"],
                "on_failure":{"query":{"app":"sample","op":"ask","job_name":"after-it"}}}
                """.formatted("\"fail\",".repeat(20))).status()).isEqualTo(201);
        JsonNode ended = ended("given-up");
        assertThat(ended.path("status").textValue()).isEqualTo("aborted");
        assertThat(counts(ended)).isEqualTo("31 = 0 + 30 + 1");
        assertThat(ended.path("error").textValue()).isEqualTo("30 rows have failed, and max_failed is 20");
        assertThat(ended("hopeless").path("status").textValue()).isEqualTo("aborted");
        await().until(() -> http.get("/api/v1/queries/after-it").status() == 200);
    }

    @Test
    void listsAreFilteredAndPaged() throws Exception {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> made(ECHO + "&job_name=b" + i + "&hold=" + (i % 2 == 0)))
                .toList();
        JsonNode all = http.get(BATCHES).body();
        assertThat(all.path("batches")).extracting(batch -> batch.path("id").textValue())
                .containsExactlyElementsOf(ids.reversed());
        assertThat(all.path("batches").path(0).path("submitted").longValue()).isEqualTo(1);
        assertThat(http.get(BATCHES + "?status=wait").body().path("batches")).hasSize(3);
        assertThat(http.get(BATCHES + "?app=sample&op=Echo").body().path("batches")).hasSize(5);
        assertThat(http.get(BATCHES + "?app=other").body().path("batches")).isEmpty();
        assertThat(http.get(BATCHES + "?until=2026-01-01T00:00:00Z").body().path("batches")).isEmpty();
        JsonNode page = http.get(BATCHES + "?limit=2").body();
        JsonNode next = http.get(BATCHES + "?limit=3&after=" + page.path("next").textValue()).body();
        assertThat(next.path("batches")).extracting(batch -> batch.path("id").textValue())
                .containsExactlyElementsOf(ids.reversed().subList(2, 5));
        assertThat(http.get(BATCHES + "?after=x").status()).isEqualTo(400);
        assertThat(http.get(BATCHES + "?status=done").text("detail")).contains("WAIT, QUEUED");
    }

    @Test
    void aSlowQueryIsAnsweredOrToldToTryLater() throws Exception {
        Answer asked = http.post("/api/v1/queries", "{\"app\":\"sample\",\"op\":\"ask\",\"input\":{\"q\":1}}");
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        String id = asked.text("id");
        Answer later = http.get("/api/v1/queries/" + id);
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.response().headers().firstValue("Retry-After")).hasValue("2");
        assertThat(http.get(BATCHES + '/' + id).status()).as("it is no batch").isEqualTo(404);
        gate.countDown();
        Answer done = http.get("/api/v1/queries/" + id + "?wait=20");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().path("result").toString()).isEqualTo("{\"q\":1}");
        assertThat(done.text("status")).isEqualTo("success");
        Answer failed = http.post("/api/v1/queries?wait=20", "{\"app\":\"sample\",\"op\":\"ask\",\"input\":\"fail\"}");
        assertThat(failed.text("status")).isEqualTo("failed");
        assertThat(failed.body().path("messages").toString()).isEqualTo("[\"it was to fail\",\"really\"]");
        assertThat(http.get("/api/v1/queries").body().path("queries")).hasSize(2);
        assertThat(http.get(BATCHES).body().path("batches")).isEmpty();
        assertThat(http.post("/api/v1/queries/" + id + "/abort", "").text("status")).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "app=sample&op=none | there is no batch processor 'sample none'; known are sample echo",
            "app=sample&op=ask | there is no batch processor 'sample ask'", "op=echo | app is missing",
            "app=a b&op=echo | app 'a b' is no name", "app=sample&op=echo&max_retries=x | max_retries must be a number",
            "app=sample&op=echo&max_failed=x | max_failed 'x' is neither",
            "app=sample&op=echo&hold=maybe | hold must be true or false",
            "app=sample&op=echo&nothing=1 | unknown parameter 'nothing'; known are",
            "app=sample&op=echo&op=echo | op is given several times",
            "app=sample&op=echo&context={ | context is not JSON",
            "app=sample&op=echo&output=/x | output '/x' is no place for files",
            "app=sample&op=echo&row_timeout=0 | row_timeout must be more"})
    void aWrongWishIsRefused(String query, String message) throws Exception {
        Answer refused = send(BATCHES + '?' + query, JSONL, "1\n");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).startsWith(message.strip());
        nothingIsThere();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {JSONL + " |  | 400 | there are no rows",
            CSV + " | a,b | 400 | there are no rows",
            JSONL + " | 1;{ | 400 | line 2: not JSON",
            CSV + " | a,b;1 | 400 | line 2: it has 1 column, and the header has 2",
            JSONL + " | {\"line\":0,\"input\":1} | 400 | line 1: 'line' must be",
            "text/plain | 1 | 415 | send one of these"})
    void wrongRowsAreRefused(String type, String body, int status, String message) throws Exception {
        Answer refused = send(ECHO, type, body == null ? "\n" : body.replace(";", "\n"));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("detail")).startsWith(message);
        nothingIsThere();
    }

    @Test
    void aRowOf20MegabytesIsRefused() throws Exception {
        Answer refused = send(ECHO, JSONL, "1\n\"" + "x".repeat(20_000_000) + "\"\n");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).isEqualTo("line 2: a row has at most 1048576 bytes");
        nothingIsThere();
    }

    private void nothingIsThere() throws Exception {
        assertThat(http.get(BATCHES).body().path("batches")).isEmpty();
        assertThat(http.get("/api/v1/jobs").body().path("total").intValue()).isZero();
    }

    private String made(String path) {
        try {
            return send(path, JSONL, "1\n").text("id");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String lines(long first, long last) {
        StringBuilder text = new StringBuilder();
        LongStream.rangeClosed(first, last).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private JsonNode ended(String nameOrId) throws Exception {
        await().until(() -> http.get(BATCHES + '/' + nameOrId).body().path("ended").booleanValue());
        return http.get(BATCHES + '/' + nameOrId).body();
    }

    private static String counts(JsonNode batch) {
        return batch.path("submitted") + " = " + batch.path("succeeded") + " + " + batch.path("failed") + " + "
                + batch.path("aborted");
    }

    private String text(String path) throws Exception {
        return http.get(BATCHES + '/' + path).response().body();
    }

    private Answer send(String path, String type, String body, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = type;
        return http.send("POST", path.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D").replace("\"", "%22")
                .replace("[", "%5B").replace("]", "%5D"), body, all);
    }
}
