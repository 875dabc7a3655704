package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.orchestrator.Http.Answer;
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

/** Who may do what with batches. */
class BatchRightsTest {
    private static final String BATCHES = "/api/v1/batches";
    private static final String BATCH = "{\"app\":\"sample\",\"op\":\"echo\",\"hold\":true,\"rows\":[1]";

    @TempDir
    private Path directory;
    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        cluster.purge("batch", "query");
        Path tokens = directory.resolve("tokens");
        Files.write(tokens,
                List.of("looks viewer " + TokenDigest.of("viewer"), "works operator " + TokenDigest.of("operator"),
                        "lab operator " + TokenDigest.of("lab") + " targets=/z/home/lab users=lab#z"));
        http = new Http(cluster.orchestrator(TestCluster.settings().with(new ListenerSettings("127.0.0.1", 0,
                Optional.of(TokensFile.open(tokens)), Optional.empty()))).uri());
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        await().until(() -> as("viewer", "GET", "/api/v1/processors", "").body().path("processors").size() == 2);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aViewerLooksAndAnOperatorSubmits() throws Exception {
        assertThat(as("viewer", "POST", BATCHES, BATCH + "}").status()).isEqualTo(403);
        assertThat(as("viewer", "POST", "/api/v1/queries", "{\"app\":\"sample\",\"op\":\"ask\"}").status())
                .isEqualTo(403);
        String id = as("operator", "POST", BATCHES, BATCH + "}").text("id");
        for (String look : List.of("", "/results", "/files")) {
            assertThat(as("viewer", "GET", BATCHES + '/' + id + look, "").status()).as(look).isEqualTo(200);
        }
        for (String order : List.of("rows", "release", "abort", "pause", "resume", "retry")) {
            assertThat(as("viewer", "POST", BATCHES + '/' + id + '/' + order, "").status()).as(order).isEqualTo(403);
        }
        assertThat(http.get(BATCHES).status()).as("nobody").isEqualTo(401);
    }

    @Test
    void aLimitedTokenActsForItsUserAndWritesToItsTargets() throws Exception {
        Answer forNobody = as("lab", "POST", BATCHES, BATCH + "}");
        assertThat(forNobody.status()).isEqualTo(403);
        assertThat(forNobody.text("detail")).contains("acting for nobody is not allowed");
        Answer elsewhere = as("lab", "POST", BATCHES,
                BATCH + ",\"as_user\":\"lab#z\",\"output\":\"irods:/z/home/other\"}");
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(elsewhere.text("detail")).contains("target /z/home/other is not below /z/home/lab");
        Answer own = as("lab", "POST", BATCHES, BATCH + ",\"as_user\":\"lab#z\",\"output\":\"irods:/z/home/lab/out\"}");
        assertThat(own.status()).isEqualTo(201);
        String others = as("operator", "POST", BATCHES, BATCH + "}").text("id");
        for (String order : List.of("rows", "release", "abort", "retry")) {
            String body = order.equals("rows") ? "{\"rows\":[2]}" : "";
            assertThat(as("lab", "POST", BATCHES + '/' + others + '/' + order, body).status()).as(order).isEqualTo(403);
        }
        assertThat(as("lab", "POST", BATCHES + '/' + own.text("id") + "/abort", "").status()).isEqualTo(200);
    }

    private Answer as(String token, String method, String path, String body) throws Exception {
        return http.send(method, path, body, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }
}
