package io.irodsingest.miniirods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts and faults over HTTP on 127.0.0.1, for tests and benchmarks in other processes. {@code GET /stats};
 * {@code POST /reset}; {@code POST /faults} with one of {@code {"failNext": {"api", "status", "times"}}},
 * {@code {"pretend": {"api", "times"}}}, {@code {"delay": {"api", "millis", "times"}}},
 * {@code {"dropConnectionOn": {"api", "moment", "times"}}}, {@code {"cutOn": "text"}}, {@code {"cutAllConnections": true}},
 * {@code {"refuseConnections": true}}, {@code {"fillVaults": true}}, {@code {"clear": true}}.
 */
final class AdminEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final MiniIrods server;

    AdminEndpoint(int port, MiniIrods server) throws IOException {
        this.server = server;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port), 0);
        http.createContext("/stats", exchange -> answer(exchange, "GET", body -> stats()));
        http.createContext("/reset", exchange -> answer(exchange, "POST", body -> {
            server.counts().reset();
            return "{}";
        }));
        http.createContext("/faults", exchange -> answer(exchange, "POST", this::plan));
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private interface Action {
        String on(String body) throws JsonProcessingException;
    }

    private static void answer(HttpExchange exchange, String method, Action action) throws IOException {
        try (exchange) {
            int status = 200;
            String answer;
            try {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                answer = exchange.getRequestMethod().equals(method) ? action.on(body) : null;
                if (answer == null) {
                    status = 405;
                    answer = "{\"error\":\"use " + method + "\"}";
                }
            } catch (JsonProcessingException | IllegalArgumentException e) {
                status = 400;
                answer = JSON.writeValueAsString(Map.of("error", e.getMessage()));
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String stats() throws JsonProcessingException {
        return JSON.writeValueAsString(new TreeMap<>(Map.of("requests", server.counts().snapshot(), "total",
                server.counts().total(), "connectionsOpened", server.counts().connectionsOpened(), "openConnections",
                server.openConnections())));
    }

    private String plan(String body) throws JsonProcessingException {
        JsonNode wanted = JSON.readTree(body);
        if (wanted.size() != 1) {
            throw new IllegalArgumentException("one fault a request, please");
        }
        Map.Entry<String, JsonNode> fault = wanted.properties().iterator().next();
        JsonNode details = fault.getValue();
        int times = details.path("times").asInt(1);
        switch (fault.getKey()) {
            case "failNext" -> server.faults().failNext(number(details, "api"), number(details, "status"), times);
            case "pretend" -> server.faults().pretend(number(details, "api"), times);
            case "cutOn" -> server.faults().cutOn(details.asText());
            case "delay" -> server.faults().delay(number(details, "api"),
                    Duration.ofMillis(number(details, "millis")), times);
            case "dropConnectionOn" -> server.faults().dropConnectionOn(number(details, "api"), Faults.Moment.valueOf(
                    details.path("moment").asText("BEFORE_EXECUTION").toUpperCase(Locale.ROOT)), times);
            case "cutAllConnections" -> server.faults().cutAllConnections();
            case "refuseConnections" -> server.faults().refuseConnections(details.asBoolean());
            case "dieInExtraction" -> server.faults().dieInExtraction(number(details, "files"), times);
            case "fillVaultsAfter" -> server.faults().fillVaultsAfter(number(details, "bytes"));
            case "fillVaults" -> server.faults().fillVaults(details.asBoolean());
            case "clear" -> server.faults().clear();
            default -> throw new IllegalArgumentException("unknown fault " + fault.getKey());
        }
        return "{}";
    }

    private static int number(JsonNode details, String field) {
        if (!details.path(field).canConvertToInt()) {
            throw new IllegalArgumentException("number missing: " + field);
        }
        return details.path(field).asInt();
    }
}
