package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What pages do with texts of others, and how they change while they are looked at. */
@Timeout(60)
class DashboardContentTest {
    private static final String HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)> \"'`&amp; \u202Egnp.exe";

    private TestCluster cluster;
    private URI base;
    private Http http;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        base = cluster.orchestrator().uri();
        http = new Http(base);
        browser = new Browser(base);
        await().until(() -> http.get("/api/v1/health/ready").body().path("dependencies").path("redis").path("up")
                .asBoolean());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private JsonNode begin(String name, String source) throws Exception {
        return http.post("/api/v1/jobs", AdminJson.strict().createObjectNode().put("source", source)
                .put("target", "/z/x").put("job_name", name).put("max_retries", 0).toString()).body();
    }

    @Test
    void textsOfOthersAreShownAsText() throws Exception {
        String longText = HOSTILE + "x".repeat(4096);
        cluster.deadLetter("unread", HOSTILE, longText);
        cluster.worker(PretendedWork.failingJobs(longText));
        begin("broken", "/data");
        await().until(() -> http.get("/api/v1/jobs/broken").text("state").equals("FAILED"));
        http.post("/api/v1/schedules", AdminJson.strict().createObjectNode().put("name", "odd")
                .put("description", HOSTILE.replace("\u202E", "")).set("trigger", AdminJson.strict().createObjectNode()
                        .put("every", 3600))
                .toString());
        await().until(() -> http.get("/api/v1/dead-letters").body().path("total").asInt() == 1);

        for (String page : List.of("/", "/jobs", "/jobs/broken", "/jobs/broken/failures", "/queues", "/workers",
                "/schedules", "/jobs?name=" + encoded(HOSTILE), "/jobs/" + encoded("<script>alert(1)"),
                "/jobs/broken/failures?reason=" + encoded(HOSTILE), "/schedules?name=" + encoded(HOSTILE),
                "/jobs?source=" + encoded(HOSTILE) + "&schedule=" + encoded(HOSTILE), "/new-job?like=broken",
                "/new-job/check?source=" + encoded(HOSTILE), "/new-schedule?like=broken", "/calendar",
                "/batches?app=" + encoded(HOSTILE), "/new-batch?app=" + encoded(HOSTILE),
                "/selected-jobs?order=stop&job=broken")) {
            String body = browser.get(page).body();
            assertThat(body).as(page).doesNotContain("<script>", "<img");
        }
        assertThat(browser.page("/jobs/broken")).contains("&lt;script&gt;alert(1)", "x".repeat(4000));
        assertThat(browser.page("/queues")).contains("<bdi>&lt;/td&gt;&lt;script&gt;");
    }

    @Test
    void hostilePathsOfFailuresAreTextInPagesAndTables() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(2));
        begin("odd", "/data/=<script>\",'");
        await().until(() -> http.get("/api/v1/jobs/odd").text("state").equals("COMPLETED_WITH_FAILURES"));

        assertThat(browser.page("/jobs/odd/failures")).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(browser.page("/jobs/odd/failures.csv").lines().skip(1)).hasSize(2)
                .allMatch(line -> line.startsWith("\"/data/=<script>") && line.contains("\"\",'/file-"));
    }

    @Test
    void aPageFollowsItsJob() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.worker(PretendedWork.ofTasks(3).behind(gate));
        String id = begin("followed", "/data").path("id").asText();
        await().until(() -> browser.page("/jobs/" + id).contains("0 of 3 found"));
        List<String> lines = new ArrayList<>();
        try (BufferedReader stream = stream("/live/jobs/" + id)) {
            readUntil(stream, lines, "0 of 3 found");
            gate.countDown();
            readUntil(stream, lines, ">completed<");
            readUntil(stream, lines, "3 of 3 found");
        }
        assertThat(lines).contains("event: health", "event: progress", "event: orders");
        try (BufferedReader stream = stream("/live/jobs?job=" + id + "&job=other")) {
            List<String> rows = new ArrayList<>();
            readUntil(stream, rows, "followed");
            assertThat(rows).contains("event: job-" + id);
        }
    }

    @Test
    void aPageFollowsItsBatch() throws Exception {
        cluster.purge("batch", "query");
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        await().until(() -> http.get("/api/v1/processors").body().path("processors").size() == 2);
        String id = http.post("/api/v1/batches", "{\"app\":\"sample\",\"op\":\"echo\",\"hold\":true,\"rows\":[1]}")
                .text("id");
        List<String> lines = new ArrayList<>();
        try (BufferedReader stream = stream("/live/batches/" + id)) {
            readUntil(stream, lines, ">wait<");
            http.post("/api/v1/batches/" + id + "/rows", "{\"rows\":[2,3]}");
            http.post("/api/v1/batches/" + id + "/release", "");
            readUntil(stream, lines, ">success<");
            readUntil(stream, lines, "<dt>Succeeded</dt><dd>3</dd>");
        }
        assertThat(lines).contains("event: progress", "event: orders", "event: status");
    }

    private BufferedReader stream(String path) throws Exception {
        return new BufferedReader(new InputStreamReader(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    }

    private static void readUntil(BufferedReader stream, List<String> lines, String text) throws Exception {
        String line;
        do {
            line = stream.readLine();
            assertThat(line).as("the stream goes on to tell %s", text).isNotNull();
            lines.add(line);
        } while (!line.contains(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
