package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.orchestrator.Http.Answer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page and every button, for each role, on a cluster that has something of everything. */
class DashboardTest {
    private static final Map<String, String> TOKENS = Map.of("viewer", "the-viewers-token", "operator",
            "the-operators-token", "admin", "the-admins-token");
    private static final List<String> PAGES = List.of("/", "/jobs", "/batches", "/calendar", "/workers", "/queues",
            "/schedules", "/health");
    private static final CountDownLatch GATE = new CountDownLatch(1);

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static URI base;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        base = cluster.orchestrator(TestCluster.settings(folder.resolve("tokens"), TOKENS)).uri();
        http = new Http(base);
        await().until(() -> api("GET", "/api/v1/health/ready", "").status() == 200);
        cluster.deadLetter("unread", "what nobody reads", "nobody could read it");
        try (AutoCloseable first = cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(2))) {
            assertThat(first).isNotNull();
            begin("failed");
            await().until(() -> state("failed").equals("COMPLETED_WITH_FAILURES"));
        }
        PretendedWork slow = PretendedWork.ofTasks(3).behind(GATE);
        cluster.worker(slow);
        begin("running");
        slow.begun().await();
        begin("paused");
        api("POST", "/api/v1/jobs/paused/pause", "");
        api("POST", "/api/v1/schedules", """
                {"name": "nightly", "trigger": {"cron": "0 2 * * *"},
                 "action": {"start": {"source": "/data", "target": "/z/x"}}}""");
        await().until(() -> api("GET", "/api/v1/dead-letters", "").body().path("total").asInt() == 1
                && workers().size() == 1 && workers().path(0).path("activities").size() > 0);
    }

    @AfterAll
    static void end() {
        GATE.countDown();
        cluster.close();
    }

    private static void begin(String job) throws Exception {
        api("POST", "/api/v1/jobs",
                "{\"source\": \"/data\", \"target\": \"/z/x\", \"max_retries\": 0, \"job_name\": \"" + job + "\"}");
    }

    private static Answer api(String method, String path, String body) throws Exception {
        return http.send(method, path, body, "Content-Type", "application/json", "Authorization",
                "Bearer the-admins-token");
    }

    private static JsonNode workers() throws Exception {
        return api("GET", "/api/v1/workers", "").body().path("workers");
    }

    private static String state(String job) throws Exception {
        return job(job).path("state").asText();
    }

    private static JsonNode job(String name) throws Exception {
        return api("GET", "/api/v1/jobs/" + name, "").body();
    }

    private static Browser as(String role) throws Exception {
        Browser browser = new Browser(base);
        assertThat(browser.signIn(TOKENS.get(role)).statusCode()).isEqualTo(303);
        return browser;
    }

    @Test
    void everyRoleSeesEveryPageAndAllThatTheyNameIsHere() throws Exception {
        for (String role : TOKENS.keySet()) {
            Browser browser = as(role);
            Set<String> seen = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(PAGES);
            while (!open.isEmpty()) {
                String path = open.remove();
                if (!seen.add(path)) {
                    continue;
                }
                assertThat(path).as("an address in a page").matches("/(?!/).*|#content");
                if (path.startsWith("/live/") || path.startsWith("#") || seen.size() > 200) {
                    continue;
                }
                HttpResponse<String> answer = browser.get(path);
                assertThat(answer.statusCode()).as("%s as %s: %s", path, role, answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(path)
                        .contains("default-src 'none'", "frame-ancestors 'none'");
                if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                    assertThat(answer.body()).as(path).doesNotContain("<style", " style=", "onclick", "javascript:");
                    Browser.addresses(answer.body()).stream()
                            .filter(address -> !Browser.buttons(answer.body()).contains(address))
                            .filter(address -> !address.equals("/logout")).forEach(open::add);
                }
            }
            assertThat(seen).anyMatch(path -> path.startsWith("/jobs/")).anyMatch(path -> path.contains("/failures?"))
                    .anyMatch(path -> path.endsWith("/failures.csv")).anyMatch(path -> path.startsWith("/schedules/"))
                    .contains("/assets/htmx.min.js", "/assets/sse.js", "/assets/uplot.min.js",
                            "/assets/uplot.min.css", "/assets/dashboard.js", "/assets/dashboard.css");
        }
    }

    @Test
    void pagesShowHowThingsAre() throws Exception {
        Browser browser = as("viewer");

        assertThat(browser.page("/")).contains("running", "paused", "worker", "nightly");
        assertThat(browser.page("/jobs")).contains(">running</bdi>", ">paused</bdi>", ">failed</bdi>",
                "completed with failures", "3 jobs, newest first");
        assertThat(browser.page("/jobs?name=run*&state=")).contains(">running</bdi>").doesNotContain(">paused</bdi>");
        assertThat(browser.page("/jobs?state=PAUSED")).contains(">paused</bdi>").doesNotContain(">running</bdi>");
        assertThat(browser.page("/jobs/failed")).contains("3 of 3 found", "2 failures",
                "completed with failures");
        assertThat(browser.page("/jobs/failed/failures")).contains("no space left on vault", "/data/file-0",
                "/data/file-1");
        assertThat(browser.page("/jobs/failed/failures?reason=another")).doesNotContain("<td><bdi>/data/file-0");
        assertThat(browser.get("/jobs/failed/failures.csv").headers().map().get("Content-Disposition").getFirst())
                .startsWith("attachment; filename=\"failures-");
        assertThat(browser.get("/jobs/nothing/failures.csv").statusCode()).isEqualTo(404);
        assertThat(browser.page("/jobs/failed/failures.csv")).startsWith("\"path\",\"error\",\"at\"\r\n")
                .contains("\"/data/file-0\",\"no space left on vault\",");
        // a worker says what it is at with its next beat
        await().untilAsserted(
                () -> assertThat(browser.page("/workers")).contains("worker-test", "SyncFiles", "file-"));
        assertThat(browser.page("/queues")).contains("nobody could read it", "what nobody reads");
        assertThat(browser.page("/schedules/nightly")).contains("0 2 * * *", "Next runs", "/z/x");
        assertThat(browser.page("/health")).contains("redis", "rabbitmq").doesNotContain("IRODS_INGEST");
        assertThat(browser.get("/jobs/nothing").statusCode()).isEqualTo(404);
        assertThat(browser.get("/jobs/nothing").body()).contains("there is no job 'nothing'", "test-viewer");
        assertThat(browser.get("/jobs?state=ODD").statusCode()).isEqualTo(400);
    }

    @Test
    void aViewerHasNoButtonsAndMayNotPressThemEither() throws Exception {
        Browser viewer = as("viewer");
        Browser operator = as("operator");
        String csrf = Browser.csrf(viewer.page("/"));
        for (String page : List.of("/jobs/running", "/jobs/paused", "/jobs/failed", "/workers", "/queues",
                "/schedules/nightly")) {
            assertThat(Browser.buttons(viewer.page(page))).as(page).isEmpty();
            List<String> buttons = Browser.buttons(operator.page(page));
            assertThat(buttons).as(page).isNotEmpty();
            for (String button : buttons) {
                HttpResponse<String> refused = viewer.post(button, Map.of("csrf", csrf));
                assertThat(refused.statusCode()).as(button).isEqualTo(403);
                assertThat(refused.body()).contains("this needs the role operator");
            }
        }
        assertThat(state("running")).isEqualTo("RUNNING");
        assertThat(api("GET", "/api/v1/dead-letters", "").body().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void anOperatorPressesEveryButton() throws Exception {
        Browser operator = as("operator");
        begin("pressed");
        String job = "/jobs/" + job("pressed").path("id").asText();
        assertPressed(operator.press(job, job + "/pause"), job);
        assertThat(state("pressed")).isEqualTo("PAUSED");
        assertPressed(operator.press(job, job + "/resume"), job);
        assertThat(state("pressed")).isNotEqualTo("PAUSED");
        assertPressed(operator.press(job, job + "/stop"), job);
        await().until(() -> state("pressed").equals("STOPPED"));
        HttpResponse<String> refused = operator.press("/", "/jobs/" + job("running").path("id").asText() + "/retry");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("cannot try failures again", "Go on");
        String failed = "/jobs/" + job("failed").path("id").asText();
        assertThat(Browser.buttons(operator.page(failed))).containsExactly(failed + "/retry");

        String schedule = "/schedules/" + api("GET", "/api/v1/schedules/nightly", "").text("id");
        assertPressed(operator.press(schedule, schedule + "/pause"), schedule);
        assertThat(operator.page(schedule)).contains(">paused<");
        assertPressed(operator.press(schedule, schedule + "/resume"), schedule);
        assertPressed(operator.press(schedule, schedule + "/trigger"), schedule);
        assertThat(api("GET", "/api/v1/schedules/nightly/runs", "").body().path("runs").size()).isEqualTo(1);

        String worker = "/workers/" + workers().path(0).path("id").asText();
        assertPressed(operator.press("/workers", worker + "/drain"), "/workers");
        await().until(() -> Browser.buttons(operator.page("/workers")), List.of(worker + "/undrain")::equals);
        assertPressed(operator.press("/workers", worker + "/undrain"), "/workers");
        await().until(() -> Browser.buttons(operator.page("/workers")), List.of(worker + "/drain")::equals);
    }

    @Test
    void anAdminSeesSettings() throws Exception {
        assertThat(as("admin").page("/health")).contains("Settings of this orchestrator");
        assertThat(as("operator").page("/health")).doesNotContain("Settings of this orchestrator");
    }

    private static void assertPressed(HttpResponse<String> answer, String page) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(page);
    }
}
