package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.access.AuditLog;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.adminapi.TokenDigest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who signs in to the dashboard, for how long, and what others cannot do in their name. */
class DashboardSessionsTest {
    private static final Map<String, String> TOKENS = Map.of("operator", "the-operators-token", "viewer",
            "the-viewers-token");

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private OrchestratorSettings settings;
    private ClusterKey key;
    private Orchestrator orchestrator;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        settings = TestCluster.settings(folder.resolve("tokens"), TOKENS);
        key = ClusterKey.of(ClusterKey.random());
        orchestrator = cluster.orchestrator(settings, key);
        browser = new Browser(orchestrator.uri());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private void signIn() throws Exception {
        HttpResponse<String> answer = browser.signIn("the-operators-token");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/");
    }

    @Test
    void whoHasNotSignedInIsAskedForAToken() throws Exception {
        for (String path : List.of("/", "/jobs", "/jobs/x", "/workers", "/queues", "/schedules", "/health")) {
            HttpResponse<String> answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
        }
        assertThat(browser.get("/live/overview").statusCode()).isEqualTo(401);
        assertThat(browser.get("/jobs/x/failures.csv").statusCode()).isEqualTo(303);
        assertThat(browser.post("/jobs/x/stop", Map.of()).statusCode()).isEqualTo(401);
        assertThat(browser.page("/login")).contains("Token").doesNotContain("wrong");
    }

    @Test
    void aWrongTokenIsRefusedAndWrittenDown() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger audit = (Logger) LoggerFactory.getLogger(AuditLog.NAME);
        lines.start();
        audit.addAppender(lines);
        try {
            HttpResponse<String> refused = browser.signIn("guessed");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("The token is wrong.").doesNotContain("guessed");
            assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
            signIn();
            await().until(() -> lines.list.size() == 2);
        } finally {
            audit.detachAppender(lines);
        }
        assertThat(lines.list).extracting(line -> line.getLevel() + " " + line.getFormattedMessage()).containsExactly(
                "WARN POST /login by unknown (none) from 127.0.0.1: 401, the token is wrong",
                "INFO POST /login by test-operator (operator) from 127.0.0.1: 303, signed in to the dashboard");
    }

    @Test
    void theCookieIsForThisSiteAndNoScript() throws Exception {
        HttpResponse<String> answer = browser.signIn("the-operators-token");

        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Strict",
                "Path=/", "Max-Age=28800").doesNotContain("Secure", "the-operators-token",
                        TokenDigest.of("the-operators-token"));
    }

    @Test
    void aFormOfAnotherSessionOrOfNoneIsRefused() throws Exception {
        signIn();
        Browser other = new Browser(orchestrator.uri());
        other.signIn("the-operators-token");

        for (Map<String, String> form : List.of(Map.<String, String>of(), Map.of("csrf", ""),
                Map.of("csrf", Browser.csrf(other.page("/"))))) {
            HttpResponse<String> refused = browser.post("/dead-letters/drop", form);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("does not come from a page of this session");
            assertThat(browser.post("/logout", form).statusCode()).isEqualTo(403);
        }
        assertThat(browser.press("/", "/dead-letters/drop").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionOutlivesItsOrchestratorAndEndsForAllOfThem() throws Exception {
        signIn();
        orchestrator.close();
        URI second = cluster.orchestrator(settings, key).uri();
        URI third = cluster.orchestrator(settings, key).uri();
        Browser kept = browser.at(second);
        assertThat(browser.at(second).page("/")).contains("test-operator");

        assertThat(browser.at(second).press("/", "/logout").statusCode()).isEqualTo(303);

        assertThat(kept.get("/").statusCode()).isEqualTo(303);
        assertThat(browser.at(third).get("/").statusCode()).isEqualTo(303);
        assertThat(browser.at(third).get("/live/overview").statusCode()).isEqualTo(401);
        URI foreign = cluster.orchestrator(settings, ClusterKey.of(ClusterKey.random())).uri();
        signInAt(second);
        assertThat(browser.at(foreign).get("/").statusCode()).as("sealed by another key").isEqualTo(303);
    }

    private void signInAt(URI uri) throws Exception {
        browser = new Browser(uri);
        signIn();
    }

    @Test
    void aTokenThatIsTakenAwayEndsItsSessions() throws Exception {
        signIn();
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        Files.writeString(folder.resolve("tokens"), "left viewer " + TokenDigest.of("the-viewers-token") + '\n');

        await().until(() -> browser.get("/").statusCode() == 303);
    }

    @Test
    void withoutTokensThisMachineIsSignedInAndOtherSitesAreNot() throws Exception {
        URI local = cluster.orchestrator(TestCluster.settings()).uri();
        Browser here = new Browser(local);

        assertThat(here.page("/")).contains(">local</bdi>").doesNotContain("/logout");
        cluster.deadLetter("unread", "a message", "a reason");
        await().until(() -> here.page("/queues").contains("a reason"));
        assertThat(here.press("/queues", "/dead-letters/drop").statusCode()).isEqualTo(303);
        assertThat(new Browser(local).post("/dead-letters/drop", Map.of()).statusCode()).isEqualTo(401);
        HttpResponse<String> renamed = HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create(local + "/")).header("Origin", "http://evil.example").build(),
                BodyHandlers.ofString());
        assertThat(renamed.statusCode()).isEqualTo(403);
        assertThat(renamed.body()).contains("does not answer to pages of another origin");
    }

    @Test
    void itCanBeTurnedOff() throws Exception {
        URI without = cluster.orchestrator(settings.withDashboard(false)).uri();

        assertThat(new Browser(without).get("/").statusCode()).isEqualTo(401);
        assertThat(new Browser(without).get("/login").statusCode()).isEqualTo(401);
    }
}
