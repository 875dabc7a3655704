package io.irodsingest.workers3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A store that gives every request the same answer, for what the store for tests cannot do. */
final class StubStore implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final String body;
    private final String[] header;
    private volatile String lastRequest = "";

    /** @param header names and values of further fields */
    StubStore(int status, String body, String... header) throws IOException {
        this.status = status;
        this.body = body;
        this.header = header;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** An answer with an error as S3 writes it. */
    static StubStore failing(int status, String code, String... header) throws IOException {
        return new StubStore(status,
                "<Error><Code>" + code + "</Code><Message>said by\nthe store</Message></Error>", header);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Method and path with the query, as they came. */
    String lastRequest() {
        return lastRequest;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            lastRequest = exchange.getRequestMethod() + ' ' + exchange.getRequestURI();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            for (int i = 0; i < header.length; i += 2) {
                exchange.getResponseHeaders().set(header[i], header[i + 1]);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
