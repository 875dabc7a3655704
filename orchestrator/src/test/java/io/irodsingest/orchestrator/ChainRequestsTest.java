package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.orchestrator.http.ListenerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in an order as the admin endpoint takes and shows them. */
class ChainRequestsTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String PLACES = "\"source\": \"/data\", \"target\": \"/z/x\"";
    private static final String YAML = Base64.getEncoder().encodeToString("operation: PUT\n"
            .getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aJobThatWaitsIsListedSaysForWhatAndCanBeStopped() throws Exception {
        String first = start("\"job_name\": \"first\"").text("id");
        Http.Answer later = start(
                "\"job_name\": \"later\", \"after\": [\"first\"], \"after_any\": [\"" + first + "\"]");

        assertThat(later.status()).isEqualTo(201);
        assertThat(later.text("state")).isEqualTo("BLOCKED");
        assertThat(later.body().path("after").get(0).path("job").textValue()).isEqualTo(first);
        assertThat(later.body().path("after")).extracting(one -> one.path("however").booleanValue())
                .containsExactly(false, true);
        assertThat(later.body().path("waiting_for")).extracting(JsonNode::textValue).containsExactly(
                "job first (" + first + "): it must have ended well", "job first (" + first + "): it must have ended");
        assertThat(http.get(JOBS + "?state=BLOCKED").body().path("singlepass")).extracting(
                job -> job.path("job_name").textValue()).containsExactly("later");
        assertThat(http.post(JOBS + "/later/pause", "").text("detail"))
                .isEqualTo("job 'later' is BLOCKED and cannot be paused");
        assertThat(http.post(JOBS + "/later/resume", "").status()).isEqualTo(409);
        assertThat(http.post(JOBS + "/later/stop", "").text("state")).isEqualTo("STOPPED");
        assertThat(http.post(JOBS + "/later/stop", "").text("state")).as("again").isEqualTo("STOPPED");
    }

    @Test
    void namesMeanTheJobsThatHadThemThen() throws Exception {
        cluster.worker(PretendedWork.failingJobs("not mounted"));
        String first = start("\"job_name\": \"first\"").text("id");
        awaitState(first, "FAILED");
        String wish = "\"id\": \"later\", \"job_name\": \"l\", \"after_any\": [\"first\"]";
        start(wish);
        awaitState("later", "FAILED");
        start("\"job_name\": \"first\"");

        Http.Answer again = start(wish);

        assertThat(again.status()).as("the same wish").isEqualTo(200);
        assertThat(again.body().path("after").get(0).path("job").textValue()).isEqualTo(first);
        assertThat(start(wish.replace("after_any", "after")).status()).as("another wish").isEqualTo(409);
    }

    @Test
    void whatCannotBeWaitedForIsRefusedInOneLine() throws Exception {
        refused("\"after\": [\"nobody\"]",
                "after: there is no job 'nobody'; it must be made before the job that waits for"
                        + " it, and is forgotten some time after its end");
        refused("\"after_any\": [\"nobody\"]", "after_any: there is no job 'nobody'");
        refused("\"job_name\": \"me\", \"after\": [\"me\"]",
                "after: a job cannot wait for itself, and 'me' is its own name");
        refused("\"id\": \"my-id\", \"after\": [\"my-id\"]", "after: a job cannot wait for itself");
        refused("\"after\": [" + "\"x\",".repeat(100) + "\"x\"]", "a job can wait for at most 100 others");
        refused("\"after\": \"first\"", "field 'after' is of the wrong type");
        assertThat(http.get(JOBS).body().path("total").intValue()).isZero();
    }

    @Test
    void whatIsWrongInAFollowUpIsToldWhenTheJobIsStarted() throws Exception {
        refused("\"on_success\": {}",
                "on_success: give either start, batch or query, with a wish for one, or the name of a schedule");
        refused("\"on_failure\": {\"start\": {\"target\": \"/z/x\"}}", "on_failure: source is missing");
        refused("\"always\": {\"start\": {" + PLACES + ", \"operation\": \"MOVE\"}}",
                "always: operation 'MOVE' is not known");
        refused("\"always\": {\"start\": {" + PLACES + ", \"id\": \"x\"}}",
                "always: a job that follows another cannot have an id of its own");
        refused("\"always\": {\"start\": {" + PLACES + ", \"on_success\": {\"start\": {" + PLACES
                + ", \"interval\": 0.1}}}}", "always: on_success: the interval must be at least one second");
        refused("\"always\": {\"schedule\": \"nobody's\"}", "there is no schedule 'nobody's'");
        String deep = "{" + PLACES + "}";
        for (int i = 0; i < 6; i++) {
            deep = "{" + PLACES + ", \"always\": {\"start\": " + deep + "}}";
        }
        assertThat(http.post(JOBS, deep).text("detail")).endsWith(
                "follow-ups of follow-ups go too deep: at most 5 may stand one within the other");
        assertThat(http.get(JOBS).body().path("total").intValue()).isZero();
    }

    @Test
    void whatFollowsIsShownBeforeAndAfterItIsBegun() throws Exception {
        Http.Answer first = start("\"job_name\": \"first\", \"on_failure\": {\"start\": {" + PLACES
                + ", \"event_handler\": {\"form\": \"yaml\", \"file_name\": \"h.yaml\", \"content\": \"" + YAML
                + "\"}, \"always\": {\"start\": {" + PLACES
                + ", \"job_name\": \"last\"}}}}, \"on_success\": {\"start\": {"
                + PLACES + "}}");
        assertThat(first.body().path("follow_ups")).extracting(one -> one.path("on").textValue()).containsExactly(
                "SUCCESS", "FAILURE");
        JsonNode failure = first.body().path("follow_ups").get(1);
        assertThat(failure.path("handed_over").booleanValue()).isFalse();
        String next = failure.path("job").textValue();
        assertThat(http.get(JOBS + "/" + next).status()).isEqualTo(404);

        cluster.worker(PretendedWork.failingJobs("not mounted"));

        awaitState(next, "FAILED");
        assertThat(cluster.jobs().handler(next)).isPresent();
        awaitState("last", "FAILED");
        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get(JOBS + "/first").body().path("follow_ups").get(1)
                .path("handed_over").booleanValue());
        JsonNode told = http.get(JOBS + "/first").body().path("follow_ups");
        assertThat(told.get(1).has("error")).isFalse();
        assertThat(told.get(0).path("handed_over").booleanValue()).isFalse();
        assertThat(http.get(JOBS + "/" + told.get(0).path("job").textValue()).status()).as("it has not ended well")
                .isEqualTo(404);
        assertThat(http.get(JOBS).body().path("total").intValue()).isEqualTo(3);
    }

    @Test
    void followUpsHaveTheRightsOfWhoAskedForTheJob() throws Exception {
        Path tokens = Files.write(folder.resolve("tokens"), List.of("lab operator " + TokenDigest.of("lab")
                + " targets=/z/lab"));
        Http limited = new Http(cluster.orchestrator(TestCluster.settings().with(new ListenerSettings("127.0.0.1", 0,
                Optional.of(TokensFile.open(tokens)), Optional.empty()))).uri());
        String own = "\"source\": \"/data\", \"target\": \"/z/lab\"";

        Http.Answer other = as(limited, "{" + own + ", \"always\": {\"start\": {" + PLACES + "}}}");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.text("detail")).contains("target /z/x is not below /z/lab");
        Http.Answer code = as(limited, "{" + own + ", \"always\": {\"start\": {" + own
                + ", \"event_handler\": {\"form\": \"jar\", \"file_name\": \"h.jar\", \"content\": \"YQ==\"}}}}");
        assertThat(code.status()).isEqualTo(403);
        Http.Answer allowed = as(limited, "{" + own + ", \"always\": {\"start\": {" + own + "}}}");
        assertThat(allowed.status()).isEqualTo(201);
        cluster.worker(PretendedWork.ofTasks(1));
        String next = allowed.body().path("follow_ups").get(0).path("job").textValue();
        awaitState(next, "COMPLETED");
        assertThat(cluster.jobs().byId(next).orElseThrow().spec().grant().by()).isEqualTo("lab");
        assertThat(cluster.jobs().byId(next).orElseThrow().spec().grant().limits().targets()).containsExactly("/z/lab");
    }

    private static Http.Answer as(Http limited, String body) throws Exception {
        return limited.send("POST", JOBS, body, "Content-Type", "application/json", "Authorization", "Bearer lab");
    }

    private void refused(String fields, String detail) throws Exception {
        Http.Answer answer = start(fields);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).startsWith(detail);
        assertThat(answer.text("detail").lines()).hasSize(1);
    }

    private Http.Answer start(String fields) throws Exception {
        return http.post(JOBS, "{" + PLACES + ", " + fields + "}");
    }

    private void awaitState(String job, String state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> http.get(JOBS + "/" + job).status() == 200
                && http.get(JOBS + "/" + job).text("state").equals(state));
    }
}
