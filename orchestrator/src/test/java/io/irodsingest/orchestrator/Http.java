package io.irodsingest.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Raw requests to an endpoint. */
public final class Http {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /** What came back. */
    public record Answer(int status, String mediaType, JsonNode body, HttpResponse<String> response) {
        public String text(String field) {
            return body.path(field).asText();
        }
    }

    public Http(URI base) {
        this.base = base;
    }

    public Answer get(String path) throws Exception {
        return send("GET", path, "", "Accept", "*/*");
    }

    public Answer post(String path, String body) throws Exception {
        return send("POST", path, body, "Content-Type", "application/json");
    }

    public Answer send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).headers(headers)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        String mediaType = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        boolean json = mediaType.endsWith("/json") || mediaType.endsWith("+json");
        return new Answer(response.statusCode(), mediaType,
                json ? AdminJson.strict().readTree(response.body()) : AdminJson.strict().nullNode(), response);
    }
}
