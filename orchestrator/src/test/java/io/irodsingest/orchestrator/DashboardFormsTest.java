package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import io.irodsingest.adminapi.TokenDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, batches and schedules are made and dealt with by forms of the dashboard, without scripts. All tests share a cluster. */
class DashboardFormsTest {
    private static final Map<String, String> TOKENS = Map.of("viewer", "the-viewers-token", "operator",
            "the-operators-token");
    private static final String HOSTILE = "</td><script>alert(1)</script>";

    @TempDir
    private static Path folder;
    private static TestCluster cluster;
    private static URI base;
    private static Http http;
    private static Browser operator;
    private static Browser viewer;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
        cluster = new TestCluster();
        cluster.purge("batch", "query");
        base = cluster.orchestrator(TestCluster.settings(folder.resolve("tokens"), TOKENS)).uri();
        Files.writeString(folder.resolve("tokens"), "limited operator " + TokenDigest.of("the-limited-token")
                + " sources=/data/lab targets=/z/lab\n", StandardOpenOption.APPEND);
        http = new Http(base);
        cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(2));
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        operator = new Browser(base);
        operator.signIn(TOKENS.get("operator"));
        viewer = new Browser(base);
        viewer.signIn(TOKENS.get("viewer"));
        await().until(() -> api("/api/v1/processors").path("processors").size() == 2);
    }

    @AfterAll
    static void end() {
        Awaitility.reset();
        cluster.close();
    }

    private static JsonNode api(String path) throws Exception {
        return http.send("GET", path, "", "Authorization", "Bearer the-operators-token").body();
    }

    private static HttpResponse<String> send(String form, String... fields) throws Exception {
        return send(operator, form, form, fields);
    }

    private static HttpResponse<String> send(Browser browser, String page, String form, String... fields)
            throws Exception {
        return browser.post(form, fields(browser, page, fields));
    }

    private static Map<String, String> fields(Browser browser, String page, String... fields) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("csrf", Browser.csrf(browser.page(page))));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return all;
    }

    private static String goes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode ended(String job) throws Exception {
        await().until(() -> api("/api/v1/jobs/" + job).path("ended").asBoolean());
        return api("/api/v1/jobs/" + job);
    }

    @Test
    void aJobIsStartedWithTheOptionsOfItsForm() throws Exception {
        assertThat(operator.page("/new-job")).contains("Source", "Start", "Dry run first");
        String page = goes(send("/new-job", "do", "start", "wish", "one", "source", "/data/a b", "target", "/z/x",
                "operation", "PUT_SYNC", "job_name", "of a form", "files_per_task", "7", "checksum", "true",
                "exclude_file_name", "/a\r\n/b\r\n", "max_retries", "0", "resource", ""));
        JsonNode job = api("/api/v1" + page);
        assertThat(job.path("source").asText()).isEqualTo("/data/a b");
        assertThat(job.path("operation").asText()).isEqualTo("PUT_SYNC");
        assertThat(job.path("files_per_task").asInt()).isEqualTo(7);
        assertThat(job.has("resource")).isFalse();
        assertThat(goes(send("/new-job", "do", "start", "wish", "one", "source", "/data/a b", "target", "/z/x",
                "operation", "PUT_SYNC", "job_name", "of a form", "files_per_task", "7", "checksum", "true",
                "exclude_file_name", "/a\r\n/b\r\n", "max_retries", "0"))).as("sent twice").isEqualTo(page);
        String again = operator.page("/new-job?like=" + job.path("id").asText());
        assertThat(again).contains("value=\"/data/a b\"", "value=\"of a form\"", "value=\"7\"", "/a\n/b",
                "<option value=\"PUT_SYNC\" selected>");
        assertThat(operator.page(page)).contains("/new-job?like=", "exclude_file_name", "files_per_task");
    }

    @Test
    void whatIsWrongIsToldInTheOrchestratorsWordsAndWhatWasWrittenStays() throws Exception {
        HttpResponse<String> refused = send("/new-job", "do", "start", "source", "data", "target", HOSTILE);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("value=\"data\"", "source 'data' is not an absolute path")
                .doesNotContain("<script>");
        assertThat(operator.page("/new-job/check?source=/data&target=/z/x&files_per_task="))
                .contains("Nothing is wrong");
        assertThat(operator.page("/new-job/check?source=/data&target=/z/x&files_per_task=x"))
                .contains("files_per_task").doesNotContain("Nothing is wrong");
        assertThat(operator.page("/new-job/check?source=&target=/z/x")).contains("source is missing");
        assertThat(operator.page("/new-job/check?source=/data&target=/z/x&character_map=" + encoded("{")))
                .contains("line 1: not JSON");
    }

    @Test
    void aDryRunIsShownBeforeTheRealRunIsOffered() throws Exception {
        HttpResponse<String> answer = send("/new-job", "do", "dry-run", "source", "/data", "target", "/z/x", "interval",
                "3600", "job_name", "tried", "max_retries", "0");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("name=\"dry_run_job\"", "value=\"3600\"", "value=\"tried\"");
        JsonNode tried = ended("tried-dry-run");
        assertThat(tried.path("mode").asText()).isEqualTo("DRY_RUN");
        assertThat(tried.has("interval")).isFalse();
        HttpResponse<String> shown = send("/new-job", "do", "look", "dry_run_job", tried.path("id").asText(), "source",
                "/data", "target", "/z/x");
        assertThat(shown.body()).contains("Start the real run", "3 of 3 found", "value=\"/data\"");
        assertThat(operator.page("/jobs/tried-dry-run")).contains("Start it for real");
        assertThat(operator.page("/new-job?like=tried-dry-run")).doesNotContain("<option value=\"DRY_RUN\" selected>");
    }

    @Test
    void aFileBecomesABatchWhoseRowsAreShown() throws Exception {
        assertThat(operator.page("/batches")).contains("/new-batch?app=sample&amp;op=echo");
        HttpResponse<String> sent = operator.upload("/new-batch",
                fields(operator, "/new-batch", "app", "sample", "op", "echo", "job_name", "from a file"), "rows_file",
                "rows.csv", "path,note\r\n/a,<script>\r\n/b,fail\r\n/c,output\r\n");
        String page = goes(sent);
        await().until(() -> api("/api/v1" + page).path("ended").asBoolean());
        assertThat(viewer.page(page)).contains("sample echo", "rows.csv", "it was to fail", "&lt;script&gt;")
                .doesNotContain("<script>alert", "<form method=\"post\" action=\"/batches");
        assertThat(viewer.page(page + "?outcome=failed&from=")).contains("it was to fail").doesNotContain("/c&#34;");
        assertThat(viewer.page(page + "?outcome=&from=4")).doesNotContain("it was to fail");
        assertThat(viewer.page(page + "/results.jsonl").lines()).hasSize(3);
        assertThat(viewer.page(page + "/files")).contains("out.txt");
        assertThat(viewer.page(page + "/files/out.txt")).isEqualTo("line 4\n");
        assertThat(viewer.page("/batches?app=sample&op=&status=failed")).contains("from a file");
        assertThat(operator.press(page, page + "/retry").statusCode()).isEqualTo(303);
        assertThat(send(viewer, "/batches", page + "/retry").statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = operator.upload("/new-batch",
                fields(operator, "/new-batch", "app", "sample", "op", "none"), "rows_file", "rows.jsonl", "1\n");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("there is no batch processor", "choose it again");
        assertThat(operator.upload("/new-batch", Map.of("csrf", "0"), "rows_file", "x", "1\n").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aHeldBatchTakesRowsAndIsReleased() throws Exception {
        String page = goes(operator.upload("/new-batch", fields(operator, "/new-batch", "app", "sample", "op", "echo",
                "hold", "true", "rows_text", "1\n2\n"), "rows_file", "", ""));
        assertThat(operator.page(page)).contains("Add the rows", page + "/release", ">wait<");
        assertThat(goes(operator.upload(page + "/rows", fields(operator, page, "rows_text", "3"), "rows_file", "", "")))
                .isEqualTo(page);
        assertThat(api("/api/v1" + page).path("submitted").asInt()).isEqualTo(3);
        assertThat(goes(operator.press(page, page + "/release"))).isEqualTo(page);
        await().until(() -> api("/api/v1" + page).path("status").asText().equals("success"));
    }

    @Test
    void severalJobsAreDealtWithTogetherAfterAQuestion() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("many-b", "many-a", "many-c")) {
            HttpResponse<String> made = send("/new-job", "do", "start", "source", "/many/" + name, "target", "/z/x",
                    "job_name", name, "max_retries", "0", "interval", "86400");
            ids.add(goes(made).replace("/jobs/", ""));
        }
        for (String id : ids) {
            await().until(() -> api("/api/v1/jobs/" + id).path("state").asText().equals("WAITING"));
        }
        String list = operator.page("/jobs?source=/many/*&sort=name");
        assertThat(list).containsSubsequence(">many-a</bdi>", ">many-b</bdi>", ">many-c</bdi>")
                .contains("value=\"" + ids.getFirst() + "\"", "Stop those ticked");
        assertThat(viewer.page("/jobs?source=/many/*")).contains(">many-a</bdi>").doesNotContain("checkbox", "ticked");
        assertThat(operator.page("/jobs?source=/many/many-a")).contains(">many-a</bdi>").doesNotContain("many-b");
        assertThat(operator.page("/jobs?schedule=none")).doesNotContain("many-");
        String chosen = "job=" + ids.get(0) + "&job=" + ids.get(1);
        assertThat(operator.page("/selected-jobs?order=stop&" + chosen)).contains("Stop 2 jobs?", ">many-b</bdi>")
                .doesNotContain("many-c");
        assertThat(viewer.get("/selected-jobs?order=stop&" + chosen).statusCode()).isEqualTo(403);
        String csrf = Browser.csrf(operator.page("/jobs"));
        HttpResponse<String> paused = operator.submit("/selected-jobs", "csrf=" + csrf + "&order=pause&" + chosen);
        assertThat(paused.body()).contains("Done for 2 jobs, refused for 0 jobs");
        assertThat(api("/api/v1/jobs/many-a").path("state").asText()).isEqualTo("PAUSED");
        HttpResponse<String> stopped = operator.submit("/selected-jobs",
                "csrf=" + csrf + "&order=stop&job=nothing&" + chosen);
        assertThat(stopped.body()).contains("Done for 2 jobs, refused for 1 job", "there is no job 'nothing'");
        await().until(() -> api("/api/v1/jobs/many-b").path("state").asText().equals("STOPPED"));
        assertThat(api("/api/v1/jobs/many-c").path("state").asText()).isEqualTo("WAITING");
        assertThat(operator.submit("/selected-jobs", "csrf=" + csrf + "&order=burn&" + chosen).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aScheduleIsMadeShownInTheCalendarAndBackfilled() throws Exception {
        assertThat(operator.page("/new-schedule/check?does=job&trigger.cron=" + encoded("0 2 * * *")
                + "&trigger.zone=Europe/Berlin"))
                .contains("Next runs, by the clock of", "Europe/Berlin", "T02:00:00+0");
        assertThat(operator.page("/new-schedule/check?does=job&trigger.every=PT1H&action.start.source=x"
                + "&action.start.target=/z/x")).contains("is not an absolute path");
        assertThat(operator.page("/new-schedule/check?does=retry&trigger.every="))
                .contains("a trigger has exactly one of");
        HttpResponse<String> wrong = send("/new-schedule", "does", "job", "name", "empty", "description",
                HOSTILE, "trigger.every", "PT1H");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("an action has exactly one of", "value=\"PT1H\"").doesNotContain("<script>");
        String page = goes(send("/new-schedule", "does", "job", "name", "hourly form", "trigger.every", "PT1H",
                "action.start.source", "/data", "action.start.target", "/z/x", "action.start.max_retries", "0",
                "policies.overlap", "WAIT", "policies.pause_on_failure", "true"));
        JsonNode schedule = api("/api/v1" + page);
        assertThat(schedule.at("/action/start/source").asText()).isEqualTo("/data");
        assertThat(schedule.at("/policies/overlap").asText()).isEqualTo("WAIT");
        assertThat(viewer.page("/calendar")).contains(">hourly form</bdi>", "24 runs, from");
        assertThat(viewer.page("/schedules")).contains("/calendar").doesNotContain("/new-schedule");
        HttpResponse<String> badTime = send(operator, page, page + "/backfill", "from", "yesterday", "to", "now");
        assertThat(badTime.statusCode()).isEqualTo(400);
        assertThat(badTime.body()).contains("from 'yesterday' is no moment");
        assertThat(goes(operator.press(page, page + "/cancel"))).isEqualTo(page);
        assertThat(api("/api/v1" + page).path("state").asText()).isEqualTo("ENDED");
        String batch = goes(send("/new-schedule", "does", "batch", "name", "rows form", "trigger.cron", "0 3 * * *",
                "action.batch.app", "sample", "action.batch.op", "echo", "action.batch.rows", "{\"a\":1}\r\n2\r\n"));
        assertThat(api("/api/v1" + batch).at("/action/batch/rows").size()).isEqualTo(2);
        String job = goes(send("/new-job", "do", "start", "source", "/like", "target", "/z/x", "max_retries", "0"));
        assertThat(operator.page("/new-schedule?does=job&like=" + job.replace("/jobs/", "")))
                .contains("name=\"action.start.source\" value=\"/like\"");
    }

    @Test
    void aLimitedOperatorMakesWhatTheTokenIsFor() throws Exception {
        Browser limited = new Browser(base);
        // the file of tokens is read again within a second
        await().until(() -> limited.signIn("the-limited-token").statusCode() == 303);
        assertThat(limited.page("/new-job/check?source=/data/lab/x&target=/z/lab/x")).contains("Nothing is wrong");
        assertThat(limited.page("/new-job/check?source=/data/lab/x&target=/z/other"))
                .contains("token 'limited' is limited");
        HttpResponse<String> refused = send(limited, "/new-job", "/new-job", "do", "start", "source", "/data/other",
                "target", "/z/lab");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("token 'limited' is limited", "value=\"/data/other\"");
        String foreign = goes(
                send("/new-job", "do", "start", "source", "/foreign", "target", "/z/x", "interval", "86400",
                        "max_retries", "0"));
        HttpResponse<String> stopped = limited.submit("/selected-jobs", "csrf=" + Browser.csrf(limited.page("/jobs"))
                + "&order=stop&job=" + foreign.replace("/jobs/", ""));
        assertThat(stopped.body()).contains("refused for 1 job", "token 'limited' is limited");
        assertThat(send(operator, foreign, foreign + "/stop").statusCode()).isEqualTo(303);
    }

    @Test
    void aViewerMakesNothing() throws Exception {
        for (String page : List.of("/new-job", "/new-batch", "/new-schedule")) {
            assertThat(viewer.get(page).statusCode()).as(page).isEqualTo(403);
            assertThat(send(viewer, "/", page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(viewer.page("/jobs") + viewer.page("/batches") + viewer.page("/schedules")).doesNotContain("/new-");
    }
}
