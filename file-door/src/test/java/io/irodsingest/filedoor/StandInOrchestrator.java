package io.irodsingest.filedoor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.adminapi.batch.ProcessorList.ProcessorView;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Speaks what doors need of the admin endpoint's contract for batches, so that tests can make it refuse and forget. */
public final class StandInOrchestrator implements AutoCloseable {
    private static final int FIRST_ROWS = 100;

    private final JsonMapper json = AdminJson.strict();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();
    private HttpServer server;
    private volatile Optional<Problem> refusal = Optional.empty();
    private volatile boolean processors = true;
    private volatile boolean ended = true;

    /**
     * @param first of its rows, as they were sent
     * @param count of all of them
     */
    public record Batch(Map<String, String> parameters, List<String> first, long count) {}

    private record Answer(int status, String type, String body) {}

    public StandInOrchestrator() throws IOException {
        start(0);
    }

    private void start(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/api/v1/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public Orchestrator client() throws Exception {
        return new Orchestrator(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty(),
                SSLContext.getDefault());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void goAway() {
        server.stop(0);
    }

    public void comeBack() throws IOException {
        start(server.getAddress().getPort());
    }

    public void refuse(int status, String detail) {
        refusal = Optional.of(Problem.of(status, "Refused", detail));
    }

    public void refuseNothing() {
        refusal = Optional.empty();
    }

    public void hasProcessors(boolean there) {
        processors = there;
    }

    public void endBatches(boolean end) {
        ended = end;
    }

    public void forgetAll() {
        batches.clear();
    }

    public Map<String, Batch> batches() {
        return Map.copyOf(batches);
    }

    public Batch only() {
        if (batches.size() != 1) {
            throw new AssertionError("there are " + batches.size() + " batches: " + batches);
        }
        return batches.values().iterator().next();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
            Answer answer;
            if (path.equals("processors")) {
                answer = of(200, new ProcessorList(processors
                        ? List.of(new ProcessorView("irods", "avu", "batch", List.of("w")))
                        : List.of()));
            } else if (exchange.getRequestMethod().equals("POST")) {
                answer = submit(exchange);
            } else {
                answer = show(path.split("/"));
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer submit(HttpExchange exchange) throws IOException {
        if (refusal.isPresent()) {
            return problem(refusal.get());
        }
        if (!exchange.getRequestHeaders().getFirst("Content-Type").equals("application/x-ndjson")) {
            return problem(Problem.of(415, "Unsupported media type", "send JSON lines"));
        }
        Map<String, String> parameters = Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
        List<String> first = new ArrayList<>();
        long count = 0;
        BufferedReader body = new BufferedReader(
                new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
        for (String line = body.readLine(); line != null; line = body.readLine()) {
            count++;
            if (first.size() < FIRST_ROWS) {
                first.add(line);
            }
        }
        Batch batch = new Batch(parameters, List.copyOf(first), count);
        Batch before = batches.putIfAbsent(parameters.get("id"), batch);
        if (before != null && (before.count() != count || !before.first().equals(first))) {
            return problem(Problem.of(409, "Id used", "the id was used for another wish"));
        }
        return of(before == null ? 201 : 200, view(parameters.get("id"), batch));
    }

    private Answer show(String[] path) throws IOException {
        Batch batch = batches.get(path[1]);
        if (batch == null) {
            return problem(Problem.of(404, "No such batch", "there is no batch '" + path[1] + "'"));
        }
        return path.length == 2
                ? of(200, view(path[1], batch))
                : new Answer(200, "text/csv", "line,outcome,result,messages\r\n" + batch.count() + " rows\r\n");
    }

    private BatchView view(String id, Batch batch) {
        return new BatchView(id, "job", batch.parameters().get("app"), batch.parameters().get("op"),
                ended ? "success" : "inprogress", ended ? "DONE" : "RUNNING", ended,
                new BatchView.Rows(batch.count(), ended ? batch.count() : 0, 0, 0),
                new BatchView.Times(Instant.EPOCH, Optional.empty(), Optional.empty(), 0),
                new BatchView.About(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    }

    private Answer of(int status, Object body) throws IOException {
        return new Answer(status, "application/json", json.writeValueAsString(body));
    }

    private Answer problem(Problem problem) throws IOException {
        return new Answer(problem.status(), Problem.MEDIA_TYPE, json.writeValueAsString(problem));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
