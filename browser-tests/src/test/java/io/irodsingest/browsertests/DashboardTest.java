package io.irodsingest.browsertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.orchestrator.Http;
import io.irodsingest.orchestrator.Http.Answer;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.PretendedRows;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The dashboard in a browser, on a cluster that has something of everything. With the system property
 * {@code irods-ingest.screenshots} its pages are put into that directory as pictures. Skipped where there is no Chromium.
 */
class DashboardTest {
    private static final Map<String, String> TOKENS = Map.of("viewer", "the-viewers-token", "operator",
            "the-operators-token", "admin", "the-admins-token");
    private static final int WIDE = 1280;
    private static final int PHONE = 360;
    private static final double PATIENCE_MS = 60_000;
    private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp";
    /** With it those who have signed in stay so when an orchestrator is restarted. */
    private static final ClusterKey KEY = ClusterKey.of(ClusterKey.random());
    private static final CountDownLatch GATE = new CountDownLatch(1);

    @TempDir
    private static Path folder;

    private static Optional<Chromium> chromium = Optional.empty();
    private static TestCluster cluster;
    private static OrchestratorSettings settings;
    private static Orchestrator orchestrator;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.find();
        if (chromium.isEmpty()) {
            System.out.println("browser tests: left out, because no Chromium is on the PATH");
        }
        assumeTrue(chromium.isPresent());
        Awaitility.setDefaultTimeout(java.time.Duration.ofMinutes(1));
        cluster = new TestCluster();
        settings = TestCluster.settings(folder.resolve("tokens"), TOKENS);
        orchestrator = cluster.orchestrator(settings, KEY);
        await().until(() -> api("GET", "/api/v1/health/ready", "").status() == 200);
        cluster.deadLetter("unread", "what nobody reads " + HOSTILE, "nobody could read it " + HOSTILE);
        try (AutoCloseable first = cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(2))) {
            assertThat(first).isNotNull();
            begin("failed", "/data/" + HOSTILE);
            await().until(() -> state("failed").equals("COMPLETED_WITH_FAILURES"));
        }
        PretendedWork slow = PretendedWork.ofTasks(3).behind(GATE);
        cluster.worker(slow);
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        await().until(() -> api("GET", "/api/v1/processors", "").body().path("processors").size() == 2);
        Answer batch = new Http(orchestrator.uri()).send("POST", "/api/v1/batches",
                "{\"app\": \"sample\", \"op\": \"echo\", \"rows\": [{\"a\": 1}, {\"fail\": \"bad\"}]}", "Content-Type",
                "application/json", "Authorization",
                "Bearer the-admins-token");
        assertThat(batch.status()).as(batch.response().body()).isEqualTo(201);
        begin("running", "/data");
        slow.begun().await();
        begin("paused", "/data");
        api("POST", "/api/v1/jobs/paused/pause", "");
        api("POST", "/api/v1/schedules", """
                {"name": "nightly", "trigger": {"cron": "0 2 * * *"},
                 "action": {"start": {"source": "/data", "target": "/z/x"}}}""");
        assertThat(api("POST", "/api/v1/schedules/nightly/trigger", "").status()).isEqualTo(200);
    }

    @AfterAll
    static void end() {
        GATE.countDown();
        chromium.ifPresent(Chromium::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Answer api(String method, String path, String body) throws Exception {
        return new Http(orchestrator.uri()).send(method, path, body, "Content-Type", "application/json",
                "Authorization", "Bearer the-admins-token");
    }

    private static void begin(String job, String source) throws Exception {
        String wish = "{\"source\": \"" + source.replace("\"", "\\\"")
                + "\", \"target\": \"/z/x\", \"max_retries\": 0, \"job_name\": \"" + job + "\", \"id\": \"test-" + job
                + "\"}";
        // the same wish again is answered with the same job
        Answer answer = await().until(() -> api("POST", "/api/v1/jobs", wish), told -> told.status() != 503);
        assertThat(answer.status()).as(answer.response().body()).isIn(200, 201);
    }

    private static String state(String job) throws Exception {
        return api("GET", "/api/v1/jobs/" + job, "").text("state");
    }

    private static Visit visit(String role, ColorScheme scheme, int width) {
        Visit visit = new Visit(chromium.orElseThrow().browser(), orchestrator.uri(), scheme, width);
        visit.signIn(TOKENS.get(role));
        return visit;
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void everyPageCanBeReadByEverybody(ColorScheme scheme) throws Exception {
        List<String> barriers = new ArrayList<>();
        try (Visit visit = visit("admin", scheme, WIDE)) {
            // what is drawn differently in the dark is its colours
            String[] rules = scheme == ColorScheme.DARK ? new String[]{"color-contrast"} : new String[0];
            Set<String> pages = visit.everyPage(path -> {
                barriers.addAll(visit.barriers(rules));
                picture(visit, path, scheme);
            });
            assertThat(pages).contains("/", "/jobs", "/new-job", "/batches", "/new-batch", "/schedules", "/calendar",
                    "/new-schedule", "/workers", "/queues", "/health").anyMatch(path -> path.contains("/failures"))
                    .anyMatch(path -> path.startsWith("/jobs/")).anyMatch(path -> path.startsWith("/batches/"))
                    .anyMatch(path -> path.startsWith("/schedules/"));
            assertThat(barriers).isEmpty();
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void everyPageFitsAPhone() throws Exception {
        List<String> tooWide = new ArrayList<>();
        try (Visit visit = visit("operator", ColorScheme.LIGHT, PHONE)) {
            visit.everyPage(path -> {
                if (visit.isTooWide()) {
                    tooWide.add(path);
                }
            });
            assertThat(tooWide).isEmpty();
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aJobIsPausedGoesOnAndIsStoppedWithoutLeavingItsPage() throws Exception {
        begin("pressed", "/data");
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/jobs/pressed");
            press(page, "Pause");
            assertShown(page.getByText("paused").first());
            press(page, "Resume");
            // the buttons are shown anew then, and a question that is open would be closed
            assertShown(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause").setExact(true)));
            page.getByText("Stop …").click();
            press(page, "Stop the job");
            await().untilAsserted(() -> assertThat(state("pressed")).isEqualTo("STOPPED"));
            assertShown(page.getByText("stopped").first());
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aFormSaysWhatIsWrongWhileOneTypes() throws Exception {
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/new-job");
            page.locator("#field-source").fill("data");
            page.locator("#field-target").fill("/z/x");
            assertShown(page.locator("#check").getByText("source 'data'"));
            page.locator("#field-source").fill("/data");
            assertShown(page.locator("#check").getByText("Nothing is wrong with it."));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void allJobsOfAPageAreStoppedAfterOneQuestion() throws Exception {
        begin("many-1", "/data");
        begin("many-2", "/data");
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/jobs?name=many-*");
            page.locator("#tick-all").check();
            press(page, "Stop those ticked …");
            assertShown(page.getByText("many-1").first());
            assertThat(state("many-1")).isNotEqualTo("STOPPED");
            page.locator("#ask button[type=submit]").first().click();
            await().untilAsserted(() -> {
                assertThat(state("many-1")).isEqualTo("STOPPED");
                assertThat(state("many-2")).isEqualTo("STOPPED");
            });
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void deadLettersAreSentBackAndDropped() throws Exception {
        cluster.deadLetter("unread", "one more", "it is to be dropped");
        await().until(() -> letters() >= 2);
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/queues");
            Locator letter = page.locator("section.card")
                    .filter(new Locator.FilterOptions().setHasText("it is to be dropped"));
            letter.getByText("Drop …").click();
            letter.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drop").setExact(true)).click();
            await().until(() -> letters() == 1);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    private static int letters() throws Exception {
        return api("GET", "/api/v1/dead-letters", "").body().path("total").asInt();
    }

    @Test
    void aScheduleIsMadePausedStartedAndEnded() throws Exception {
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/new-schedule");
            page.locator("#field-name").fill("weekly");
            page.locator("[name='trigger.cron']").fill("0 4 * * 1");
            page.locator("[name='action.start.source']").fill("/data");
            page.locator("[name='action.start.target']").fill("/z/x");
            page.locator("#new-schedule button[type=submit]").click();
            page.waitForURL("**/schedules/*");
            press(page, "Pause");
            press(page, "Resume");
            press(page, "Start a run now");
            await().until(() -> api("GET", "/api/v1/schedules/weekly/runs", "").body().path("runs").size() == 1);
            assertShown(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause").setExact(true)));
            page.getByText("End …").click();
            page.locator("details[open] button[type=submit]").click();
            await().until(() -> api("GET", "/api/v1/schedules/weekly", "").text("state").equals("ENDED"));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aWorkerIsDrainedAndTakesTasksAgain() {
        try (Visit visit = visit("operator", ColorScheme.LIGHT, WIDE)) {
            Page page = visit.page();
            page.navigate("/workers");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Drain")).first().click();
            press(page, "Take tasks again");
            PlaywrightAssertions.assertThat(page.getByText("Take tasks again"))
                    .isHidden(new IsHiddenOptions().setTimeout(PATIENCE_MS));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void whatIsNoBarrierToOneMayBeOneToAnother() {
        try (Visit visit = visit("viewer", ColorScheme.LIGHT, WIDE)) {
            visit.page()
                    .evaluate("document.querySelector('main').innerHTML += '<input><img src=\"/assets/icon.svg\">'");
            assertThat(visit.barriers())
                    .as("what axe-core says of a field without a label and a picture without a text")
                    .hasSize(2);
        }
    }

    @Test
    void whatOthersNameIsTextAndNothingElse() {
        try (Visit visit = visit("viewer", ColorScheme.LIGHT, WIDE)) {
            visit.page().navigate("/jobs/failed");
            assertShown(visit.page().getByText("<script>alert(1)</script>").first());
            visit.page().navigate("/queues");
            assertShown(visit.page().getByText("nobody could read it <script>").first());
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aPageThatLostTheOrchestratorSaysSoAndComesBackByItself() throws Exception {
        try (Visit visit = visit("viewer", ColorScheme.LIGHT, WIDE)) {
            Locator lost = visit.page().locator("#connection");
            PlaywrightAssertions.assertThat(lost).isHidden(new IsHiddenOptions().setTimeout(PATIENCE_MS));
            int port = orchestrator.uri().getPort();
            orchestrator.close();
            PlaywrightAssertions.assertThat(lost).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MS));
            orchestrator = cluster.orchestrator(settings.withPort(port), KEY);
            PlaywrightAssertions.assertThat(lost).isHidden(new IsHiddenOptions().setTimeout(PATIENCE_MS));
            begin("afterwards", "/data");
            PlaywrightAssertions.assertThat(visit.page().locator("main")).containsText("afterwards",
                    new ContainsTextOptions().setTimeout(PATIENCE_MS));
        }
    }

    @Test
    void whoIsNotSignedInAnyMoreIsAskedForATokenAgain() throws Exception {
        try (Visit visit = visit("viewer", ColorScheme.LIGHT, WIDE)) {
            visit.page().navigate("/jobs");
            visit.forget();
            int port = orchestrator.uri().getPort();
            orchestrator.close();
            orchestrator = cluster.orchestrator(settings.withPort(port), KEY);
            visit.page().waitForURL("**/login", new Page.WaitForURLOptions().setTimeout(PATIENCE_MS));
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    private static void assertShown(Locator locator) {
        PlaywrightAssertions.assertThat(locator).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MS));
    }

    private static void picture(Visit visit, String path, ColorScheme scheme) throws Exception {
        String directory = System.getProperty("irods-ingest.screenshots");
        if (directory == null || scheme != ColorScheme.LIGHT) {
            return;
        }
        String name = path.equals("/")
                ? "overview"
                : path.substring(1).replaceAll("\\?.*", "")
                        .replaceAll("(?<=(jobs|schedules|batches)/)[0-9a-f]{8,}", "one").replace('/', '-');
        Path file = Files.createDirectories(Path.of(directory)).resolve(name + ".png");
        visit.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
