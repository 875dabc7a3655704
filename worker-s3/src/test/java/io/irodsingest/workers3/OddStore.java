package io.irodsingest.workers3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A store that answers as a test wants it to, also as no store should. */
final class OddStore implements AutoCloseable {
    private static final String DATE = "Thu, 26 Nov 2026 10:00:00 GMT";
    private static final int CREATED = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> requests = new CopyOnWriteArrayList<>();

    /**
     * A request.
     *
     * @param path with the query, as it came
     * @param header the first value of each field, by names in lower case
     */
    record Asked(String method, String path, Map<String, String> header) {
        boolean isFor(String wantedMethod, String key) {
            return method.equals(wantedMethod) && path.split("\\?", 2)[0].equals("/b/" + key);
        }

        boolean isListing() {
            return method.equals("GET") && path.contains("list-type=2");
        }

        /** The value of a parameter as it stands there; empty when it is not there. */
        String parameter(String name) {
            return Arrays.stream(path.substring(path.indexOf('?') + 1).split("&"))
                    .filter(one -> one.startsWith(name + '=')).map(one -> one.substring(name.length() + 1))
                    .findFirst().orElse("");
        }
    }

    /** An answer. @param header names and values */
    record Given(int status, byte[] body, Map<String, String> header) {
        static Given of(int status, String body, String... header) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i += 2) {
                fields.put(header[i], header[i + 1]);
            }
            return new Given(status, body.getBytes(StandardCharsets.UTF_8), fields);
        }

        Given with(String name, String value) {
            Map<String, String> fields = new LinkedHashMap<>(header);
            fields.put(name, value);
            return new Given(status, body, fields);
        }

        Given without(String name) {
            Map<String, String> fields = new LinkedHashMap<>(header);
            fields.remove(name);
            return new Given(status, body, fields);
        }
    }

    OddStore(Function<Asked, Given> answers) throws IOException {
        this(HttpServer.create(loopback(), 0), answers);
    }

    private OddStore(HttpServer server, Function<Asked, Given> answers) {
        this.server = server;
        server.createContext("/", exchange -> answer(exchange, answers));
        server.setExecutor(threads);
        server.start();
    }

    static OddStore withTls(SSLContext tls, Function<Asked, Given> answers) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new OddStore(server, answers);
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    }

    /** An object of so many zeros, as an answer to HEAD and GET. */
    static Given object(int size) {
        return new Given(CREATED, new byte[size], Map.of("ETag", "\"e\"", "Last-Modified", DATE));
    }

    static Given error(int status, String code) {
        return Given.of(status, "<Error><Code>" + code + "</Code><Message>said so</Message></Error>");
    }

    /** A listing of objects of a byte each. @param more what stands in it besides */
    static Given listing(List<String> keys, boolean truncated, String more) {
        StringBuilder xml = new StringBuilder("<ListBucketResult><Name>b</Name><IsTruncated>").append(truncated)
                .append("</IsTruncated>").append(more);
        keys.forEach(key -> xml.append("<Contents><Key>").append(key)
                .append("</Key><LastModified>2026-11-26T10:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>1</Size>"
                        + "</Contents>"));
        return Given.of(CREATED, xml.append("</ListBucketResult>").toString());
    }

    URI endpoint() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort());
    }

    List<Asked> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange, Function<Asked, Given> answers) throws IOException {
        try (exchange) {
            Map<String, String> header = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> header.put(name.toLowerCase(), values.getFirst()));
            Asked asked = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), header);
            requests.add(asked);
            Given given = answers.apply(asked);
            given.header().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean head = asked.method().equals("HEAD");
            if (head && !given.header().containsKey("No-Length")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(given.body().length));
            }
            exchange.sendResponseHeaders(given.status(), head || given.body().length == 0 ? -1 : given.body().length);
            if (!head && given.body().length > 0) {
                exchange.getResponseBody().write(given.body());
            }
        }
    }
}
