package io.irodsingest.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.orchestrator.OrchestratorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an endpoint's troubles are answered with. */
class AdminServerTest {

    @Test
    void anErrorOfOursIsToldWithWhereTheLogSaysMore() throws Exception {
        Endpoint broken = Endpoint.get("/broken", "breakDown", "Breaks").answers(JsonNode.class, call -> endless(0));
        AdminServer server = new AdminServer(OrchestratorSettings.onLoopback().listener(), List.of(broken),
                Optional.empty(),
                (answered, nanos) -> {}, Tracing.NONE);
        try (AutoCloseable ending = server::close) {
            server.start();
            assertThat(ending).isNotNull();

            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/broken")).build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(Problem.MEDIA_TYPE);
            assertThat(answer.body()).contains("Internal error", "urn:uuid:");
        }
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }
}
