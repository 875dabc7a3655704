package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of the OpenAPI document, with every role and without one: an endpoint cannot be forgotten here. */
class RolesTest {
    private static final List<String> ROLES = List.of("viewer", "operator", "admin");
    private static final int AT_ONCE = 16;
    private static final Map<String, String> TOKENS = Map.of("viewer", "the-viewers-token", "operator",
            "the-operators-token", "admin", "the-admins-token");

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static URI base;
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Operation(String method, String path, String role) {}

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        base = cluster.orchestrator(TestCluster.settings(folder.resolve("tokens"), TOKENS)).uri();
        await().until(() -> status("GET", "/api/v1/health/ready", bearer("viewer")) == 200);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void everyOperationWantsATokenWithItsRole() throws Exception {
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(25)
                .contains(new Operation("GET", "/metrics", "viewer"),
                        new Operation("POST", "/api/v1/jobs", "operator"));

        // wrong tokens are slowed down, so that one after the other would take minutes
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> checked : threads.invokeAll(operations.stream().map(RolesTest::check).toList())) {
                checked.get();
            }
        }
    }

    private static Callable<Void> check(Operation operation) {
        return () -> {
            String path = operation.path().replaceAll("\\{\\w+}", "nothing");
            assertThat(status(operation.method(), path, Optional.empty())).as("%s without a token", operation)
                    .isEqualTo(401);
            assertThat(status(operation.method(), path, Optional.of("Bearer the-admins-tokem")))
                    .as("%s with a wrong token", operation).isEqualTo(401);
            assertThat(status(operation.method(), path, Optional.of("Basic dGhlLWFkbWlucy10b2tlbg==")))
                    .as("%s with another scheme", operation).isEqualTo(401);
            for (String role : ROLES) {
                boolean may = ROLES.indexOf(role) >= ROLES.indexOf(operation.role());
                int status = status(operation.method(), path, bearer(role));
                if (may) {
                    assertThat(status).as("%s as %s", operation, role).isNotIn(401, 403).isLessThan(500);
                } else {
                    assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
                }
            }
            return null;
        };
    }

    @Test
    void everythingElseWantsATokenToo() throws Exception {
        for (String path : List.of("/api/v1", "/api/v1/nothing", "/api/v2/jobs", "/index.html", "/nothing/at/all")) {
            assertThat(status("GET", path, Optional.empty())).as(path).isEqualTo(401);
            assertThat(status("GET", path, bearer("viewer"))).as(path).isEqualTo(404);
        }
    }

    @Test
    void handlersThatCarryCodeNeedAnAdmin() throws Exception {
        String job = "{\"source\": \"/a\", \"target\": \"/z/x\", \"event_handler\": {\"form\": \"%s\","
                + " \"file_name\": \"h.%s\", \"content\": \"e30=\"}}";

        HttpResponse<String> refused = send("POST", "/api/v1/jobs", bearer("operator"), job.formatted("JAR", "jar"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("an event handler that is a jar or Python is code that the workers run, and needs the"
                        + " role admin");
        assertThat(send("POST", "/api/v1/jobs", bearer("operator"), job.formatted("python", "py")).statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/api/v1/jobs", bearer("admin"), job.formatted("python", "py")).body())
                .contains("h.py: the file has no class event_handler");
        assertThat(send("POST", "/api/v1/jobs", bearer("admin"), job.formatted("jar", "jar")).body())
                .contains("h.jar is no jar");
        assertThat(send("POST", "/api/v1/jobs", bearer("operator"), job.formatted("yaml", "yaml")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRefusalSaysWhichRoleIsNeeded() throws Exception {
        HttpResponse<String> refused = send("POST", "/api/v1/jobs/x/stop", bearer("viewer"), "");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("this needs the role operator; token 'test-viewer' has the role viewer");
    }

    private static List<Operation> operations() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/v1/openapi.json", bearer("viewer"), "");
        JsonNode document = AdminJson.strict().readTree(answer.body());
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(method -> operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        method.getValue().path("security").path(0).path("token").path(0).textValue()))));
        return operations;
    }

    private static Optional<String> bearer(String role) {
        return Optional.of("Bearer " + TOKENS.get(role));
    }

    /** The head will do: event streams have no end. */
    private static int status(String method, String path, Optional<String> authorization) throws Exception {
        HttpResponse<InputStream> answer = CLIENT.send(request(method, path, authorization, ""),
                BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static HttpResponse<String> send(String method, String path, Optional<String> authorization, String body)
            throws Exception {
        return CLIENT.send(request(method, path, authorization, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String path, Optional<String> authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }
}
