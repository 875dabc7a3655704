package io.irodsingest.common.metrics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.common.access.AuditLog;
import io.irodsingest.common.access.DeniedException;
import io.irodsingest.common.access.Gate;
import io.irodsingest.common.access.WrongTokens;
import io.irodsingest.common.secret.Secret;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics}, {@code /health/live} and {@code /health/ready} over HTTP. It holds on to few connections, and
 * gives up those that are slow: what it cannot take on it drops. Thread-safe.
 */
public final class MetricsListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsListener.class);
    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLog.NAME);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BACKLOG = 32;
    /** Those whose wrong tokens are answered late leave as many for others. */
    private static final int MOST_CONNECTIONS = 2 * WrongTokens.MOST_WAITING;
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM_TYPE = "application/problem+json";

    static {
        // the server of the JDK reads them once, before it is first used; they are all the limits that it has
        limit("jdk.httpserver.maxConnections", String.valueOf(MOST_CONNECTIONS));
        limit("sun.net.httpserver.maxReqTime", "5");
        limit("sun.net.httpserver.maxRspTime", "20");
        limit("sun.net.httpserver.maxReqHeaders", "50");
        limit("sun.net.httpserver.nodelay", "true");
    }

    /**
     * Where it listens.
     *
     * @param port 0 for one that is free
     * @param token what whoever asks must show; needed when the address is not a loopback one
     */
    public record Options(InetAddress address, int port, Optional<Secret> token) {
        public Options {
            if (token.isEmpty() && !address.isLoopbackAddress()) {
                throw new IllegalArgumentException("a listener for others needs a token");
            }
        }
    }

    private record Answer(int status, String type, byte[] body) {}

    private final Gate<String> gate;
    private final WrongTokens wrongTokens = new WrongTokens();
    private final ProcessMetrics metrics;
    private final Supplier<List<String>> waits;
    private final HttpServer server;
    /** One for each connection that has sent something. */
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("metrics-", 1).factory());

    private MetricsListener(Options options, ProcessMetrics metrics, Supplier<List<String>> waits) throws IOException {
        this.gate = new Gate<>(options.token().map(MetricsListener::shower), "local");
        this.metrics = metrics;
        this.waits = waits;
        this.server = HttpServer.create(new InetSocketAddress(options.address(), options.port()), BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /**
     * Begins to listen.
     *
     * @param waits what the process waits for, one text for each; none when it is ready
     * @throws BindException when the address cannot be had
     */
    public static MetricsListener start(Options options, ProcessMetrics metrics, Supplier<List<String>> waits)
            throws IOException {
        MetricsListener listener;
        try {
            listener = new MetricsListener(options, metrics, waits);
        } catch (BindException taken) {
            throw new BindException(
                    "cannot listen on " + options.address().getHostAddress() + ':' + options.port() + ": "
                            + taken.getMessage() + "; end what listens there, or choose another address with"
                            + " IRODS_INGEST_METRICS_PORT or IRODS_INGEST_METRICS_BIND");
        }
        listener.server.start();
        LOG.info("metrics are on http://{}:{}/metrics", host(options.address()), listener.port());
        return listener;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                gate.identify(credentials(exchange.getRequestHeaders()));
                answer = answer(exchange);
            } catch (DeniedException denied) {
                answer = refused(exchange, denied);
            } catch (RuntimeException defect) {
                LOG.error("{} could not be answered", exchange.getRequestURI().getPath(), defect);
                answer = problem(500, "internal error; the log says more");
            }
            send(exchange, answer);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer refused(HttpExchange exchange, DeniedException denied) throws IOException, InterruptedException {
        String sender = exchange.getRemoteAddress().getAddress().getHostAddress();
        Answer answer;
        if (denied.challenge().isEmpty()) {
            answer = problem(403, denied.getMessage());
        } else if (exchange.getRequestHeaders().containsKey("Authorization") && !wrongTokens.slow(sender)) {
            answer = problem(429, "too many wrong tokens came together");
        } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", denied.challenge().get());
            answer = problem(401, denied.getMessage());
        }
        String method = AuditLog.printable(exchange.getRequestMethod());
        String path = AuditLog.printable(String.valueOf(exchange.getRequestURI().getPath()));
        AUDIT.atWarn().addKeyValue("remote", sender).addKeyValue("method", method).addKeyValue("path", path)
                .addKeyValue("status", answer.status())
                .log("{} {} from {}: {}, {}", method, path, sender, answer.status(), denied.getMessage());
        return answer;
    }

    private static Gate.Credentials credentials(Headers request) {
        return new Gate.Credentials(request.getFirst("Authorization"), request.getFirst("Host"),
                request.getFirst("Origin"));
    }

    /** Compares in a time that tells nothing of the token. */
    private static Function<String, Optional<String>> shower(Secret token) {
        byte[] expected = token.reveal().getBytes(StandardCharsets.UTF_8);
        return shown -> MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected)
                ? Optional.of("token")
                : Optional.empty();
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!List.of("/metrics", "/health/live", "/health/ready").contains(path)) {
            return problem(404, "there is nothing here; what is answered are /metrics, /health/live and /health/ready");
        }
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return problem(405, "this path takes GET and HEAD only");
        }
        return switch (path) {
            case "/metrics" ->
                new Answer(200, ProcessMetrics.MEDIA_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
            case "/health/live" -> new Answer(204, JSON_TYPE, new byte[0]);
            default -> ready(waits.get());
        };
    }

    private static Answer ready(List<String> waits) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", waits.isEmpty() ? "up" : "waiting");
        body.put("waiting_for", waits);
        return new Answer(waits.isEmpty() ? 200 : 503, JSON_TYPE, JSON.writeValueAsBytes(body));
    }

    private static Answer problem(int status, String detail) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("detail", detail);
        return new Answer(status, PROBLEM_TYPE, JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        int length = answer.body().length;
        if (length > 0) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (isHead) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            }
        }
        // -1 says that no body follows
        exchange.sendResponseHeaders(answer.status(), length == 0 || isHead ? -1 : length);
        if (length > 0 && !isHead) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : '[' + text + ']';
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
