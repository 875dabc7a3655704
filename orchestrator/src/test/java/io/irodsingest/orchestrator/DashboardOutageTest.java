package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.testservers.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages while Redis is away. */
class DashboardOutageTest {
    private TestCluster cluster;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(TestServers.redis().canStop(), "this Redis is not the tests' own");
        cluster = new TestCluster();
        browser = new Browser(cluster.orchestrator().uri());
    }

    @AfterEach
    void end() throws Exception {
        TestServers.redis().start();
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void pagesSayThatRedisIsAwayAndComeBackByThemselves() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.get("/jobs").statusCode() == 200);
        TestServers.redis().stop();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> browser.page("/health").contains("The orchestrator waits for a server."));
        assertThat(browser.page("/workers")).contains("The orchestrator waits for a server.");
        for (String path : List.of("/", "/jobs?state=RUNNING", "/queues", "/schedules")) {
            HttpResponse<String> away = browser.get(path);
            assertThat(away.statusCode()).as(path).isEqualTo(503);
            assertThat(away.body()).as(path).contains("waiting for Redis since",
                    "http-equiv=\"refresh\" content=\"5;url=" + path + '"');
        }

        TestServers.redis().start();

        await().atMost(Duration.ofSeconds(30)).until(() -> browser.get("/jobs").statusCode() == 200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !browser.page("/health").contains("The orchestrator waits for a server."));
    }
}
