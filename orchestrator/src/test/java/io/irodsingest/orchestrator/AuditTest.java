package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every change is written down, also one that was refused, with who asked for it; a look is not. */
class AuditTest {
    private static final String JOBS = "/api/v1/jobs";

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator(TestCluster.settings(folder.resolve("tokens"),
                Map.of("viewer", "the-viewers-token", "operator", "the-operators-token"))).uri());
        await().until(() -> as("viewer", "GET", "/api/v1/health/ready", "") == 200);
        lines.start();
        audit.addAppender(lines);
    }

    @AfterEach
    void end() {
        audit.detachAppender(lines);
        cluster.close();
    }

    @Test
    void changesAreWrittenDown() throws Exception {
        as("operator", "POST", JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"first\"}");
        as("operator", "POST", JOBS + "/first/stop", "");
        as("viewer", "POST", JOBS + "/first/stop", "");
        http.post(JOBS + "/x/stop", "");
        as("viewer", "GET", JOBS, "");
        http.send("GET", JOBS, "", "Authorization", "Bearer guessed-token");

        List<String> told = told();
        assertThat(told).hasSize(5);
        assertThat(told.get(0))
                .matches("INFO POST /api/v1/jobs by test-operator \\(operator\\) from 127\\.0\\.0\\.1: 201, "
                        + "job first \\(\\w+\\): \\{.*target=/z/x.*}");
        assertThat(told.get(1)).startsWith("INFO POST /api/v1/jobs/first/stop by test-operator (operator)").contains(
                ": 200, job first (");
        assertThat(told.get(2)).isEqualTo(
                "WARN POST /api/v1/jobs/first/stop by test-viewer (viewer) from 127.0.0.1: 403, this needs the role"
                        + " operator; token 'test-viewer' has the role viewer");
        assertThat(told.get(3))
                .isEqualTo("WARN POST /api/v1/jobs/x/stop by unknown (none) from 127.0.0.1: 401, a token is"
                        + " needed: Authorization: Bearer TOKEN");
        assertThat(told.get(4))
                .isEqualTo("WARN GET /api/v1/jobs by unknown (none) from 127.0.0.1: 401, the token is wrong");
        assertThat(told).noneMatch(line -> line.contains("s-token") || line.contains("guessed"));
        assertThat(lines.list.getFirst().getKeyValuePairs()).extracting(pair -> pair.key + "=" + pair.value)
                .contains("caller=test-operator", "role=operator", "status=201", "method=POST");
    }

    private List<String> told() {
        await().until(() -> lines.list.size() >= 5);
        return lines.list.stream().map(line -> line.getLevel() + " " + line.getFormattedMessage()).toList();
    }

    private int as(String role, String method, String path, String body) throws Exception {
        return http.send(method, path, body, "Content-Type", "application/json", "Authorization",
                "Bearer the-" + role + "s-token").status();
    }
}
