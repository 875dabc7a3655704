package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.orchestrator.http.ListenerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An operator with limits has his own jobs, and touches nobody else's. */
class LimitedTokenTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String OWN = "\"source\": \"/data/lab\", \"target\": \"/z/lab\", \"as_user\": \"lab#z\"";

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        Path tokens = Files.write(folder.resolve("tokens"), List.of("all operator " + TokenDigest.of("all"),
                "lab operator " + TokenDigest.of("lab") + " sources=/data/lab targets=/z/lab users=lab#z"));
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator(TestCluster.settings().with(new ListenerSettings("127.0.0.1", 0,
                Optional.of(TokensFile.open(tokens)), Optional.empty()))).uri());
        await().until(() -> as("all", "GET", "/api/v1/health/ready", "").status() == 200);
        lines.start();
        audit.addAppender(lines);
    }

    @AfterEach
    void end() {
        audit.detachAppender(lines);
        cluster.close();
    }

    @Test
    void onlyJobsWithinTheLimitsBegin() throws Exception {
        assertThat(start("lab", OWN).status()).isEqualTo(201);
        assertThat(start("all", OWN.replace("lab", "other")).status()).isEqualTo(201);
        for (String mode : List.of("APPLY", "CHECK", "DRY_RUN")) {
            String wish = OWN + ", \"mode\": \"" + mode + '"';
            refused(start("lab", wish.replace("/z/lab", "/z/other")), "target /z/other is not below /z/lab");
            refused(start("lab", wish.replace("/data/lab", "/data/other")), "source /data/other is not below");
            refused(start("lab", wish.replace("lab#z", "rods#z")), "acting for rods#z is not allowed");
            refused(start("lab", wish.replace(", \"as_user\": \"lab#z\"", "")), "acting for nobody");
        }
    }

    @Test
    void jobsOfOthersAreNotTouched() throws Exception {
        start("all", OWN.replace("lab", "other") + ", \"job_name\": \"other\"");
        start("all", OWN + ", \"job_name\": \"own\"");
        for (String order : List.of("stop", "pause", "resume", "retry")) {
            refused(as("lab", "POST", JOBS + "/other/" + order, ""), "token 'lab' is limited");
        }
        assertThat(as("all", "GET", JOBS + "/other", "").text("state")).isEqualTo("QUEUED");
        assertThat(as("lab", "POST", JOBS + "/own/pause", "").status()).isEqualTo(200);
    }

    @Test
    void messagesOfOthersAreNeitherSentBackNorDropped() throws Exception {
        String other = start("all", OWN.replace("lab", "other")).text("id");
        String own = start("lab", OWN).text("id");
        cluster.deadLetter("file", message(other), "of another");
        cluster.deadLetter("file", message(own), "own");
        cluster.deadLetter("file", "nobody's", "unreadable");
        await().until(() -> letters().body().path("total").intValue() == 3);
        for (var letter : letters().body().path("dead_letters")) {
            String path = "/api/v1/dead-letters/" + letter.path("id").textValue();
            if (!letter.path("reason").textValue().equals("own")) {
                refused(as("lab", "POST", path + "/requeue", ""), "belongs to no job that token 'lab' may have");
                refused(as("lab", "DELETE", path, ""), "belongs to no job");
            }
        }
        assertThat(as("lab", "DELETE", "/api/v1/dead-letters", "").body().path("done").intValue()).isEqualTo(1);
        assertThat(letters().body().findValuesAsText("reason")).containsExactlyInAnyOrder("of another", "unreadable");
    }

    @Test
    void schedulesOfOthersAreNotTouchedNorMadeForThem() throws Exception {
        String other = OWN.replace("lab", "other");
        refused(schedule("lab", "theirs", other), "source /data/other is not below");
        assertThat(schedule("lab", "own", OWN).status()).isEqualTo(201);
        assertThat(schedule("all", "other", other).status()).isEqualTo(201);
        for (String order : List.of("pause", "resume", "trigger", "move?to=2040-01-01T00:00:00Z")) {
            refused(as("lab", "POST", "/api/v1/schedules/other/" + order, ""), "token 'lab' is limited");
        }
        refused(as("lab", "DELETE", "/api/v1/schedules/other", ""), "token 'lab' is limited");
        refused(as("lab", "POST", "/api/v1/schedules/own/update",
                "{\"version\": 1, \"action\": {\"start\": {" + other + "}}}"), "source /data/other is not below");
        refused(as("lab", "POST", "/api/v1/schedules-run-due", ""), "needs a token without limits");
        assertThat(as("lab", "POST", "/api/v1/schedules/own/pause", "").status()).isEqualTo(200);
        assertThat(as("all", "GET", "/api/v1/schedules/own", "").text("created_by")).isEqualTo("lab");
    }

    private Http.Answer schedule(String token, String name, String job) throws Exception {
        return as(token, "POST", "/api/v1/schedules", "{\"name\": \"" + name
                + "\", \"trigger\": {\"in\": 3600}, \"action\": {\"start\": {" + job + "}}}");
    }

    @Test
    void workersAreOfAll() throws Exception {
        refused(as("lab", "POST", "/api/v1/workers/w/drain", ""), "needs a token without limits");
        refused(as("lab", "POST", "/api/v1/workers/w/undrain", ""), "needs a token without limits");
    }

    private void refused(Http.Answer answer, String why) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("detail")).contains(why);
        await().until(
                () -> lines.list.stream().anyMatch(line -> line.getFormattedMessage().contains("by lab (operator)")
                        && line.getFormattedMessage().contains(": 403") && line.getFormattedMessage().contains(why)));
    }

    private Http.Answer letters() throws Exception {
        return as("all", "GET", "/api/v1/dead-letters", "");
    }

    private static String message(String job) {
        return "{\"v\":1,\"job\":\"" + job + "\",\"number\":1,\"nonce\":\"n\",\"task\":{\"type\":\"StartPass\"}}";
    }

    private Http.Answer start(String token, String wish) throws Exception {
        return as(token, "POST", JOBS, '{' + wish + '}');
    }

    private Http.Answer as(String token, String method, String path, String body) throws Exception {
        return http.send(method, path, body, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }
}
