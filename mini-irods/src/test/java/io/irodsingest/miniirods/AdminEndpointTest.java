package io.irodsingest.miniirods;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AdminEndpointTest {
    @Test
    void countsAndFaultsAreThereOverHttp() throws Exception {
        try (MiniIrods server = MiniIrods.builder().start();
                AdminEndpoint admin = new AdminEndpoint(0, server);
                RawClient client = RawClient.as(server.port(), "rods", "rods")) {
            assertThat(get(admin))
                    .isEqualTo(
                            "{\"connectionsOpened\":1,\"openConnections\":1,\"requests\":{\"703\":1,\"704\":1},\"total\":2}");
            assertThat(post(admin, "/reset", "").statusCode()).isEqualTo(200);
            assertThat(get(admin))
                    .isEqualTo("{\"connectionsOpened\":0,\"openConnections\":1,\"requests\":{},\"total\":0}");
            assertThat(
                    post(admin, "/faults", "{\"failNext\":{\"api\":633,\"status\":-806000,\"times\":1}}").statusCode())
                    .isEqualTo(200);
            assertThat(client.status(633, "/tempZone")).isEqualTo(-806000);
            assertThat(client.status(633, "/tempZone")).isEqualTo(2);
            for (String wrong : new String[]{"", "{}", "{\"explode\":1}", "{\"failNext\":{\"api\":633}}", "[1"}) {
                assertThat(post(admin, "/faults", wrong).statusCode()).as(wrong).isEqualTo(400);
            }
            assertThat(post(admin, "/stats", "").statusCode()).isEqualTo(405);
        }
    }

    private static String get(AdminEndpoint admin) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(admin, "/stats")).build()).body();
    }

    private static HttpResponse<String> post(AdminEndpoint admin, String path, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(admin, path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static URI uri(AdminEndpoint admin, String path) {
        return URI.create("http://127.0.0.1:" + admin.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
