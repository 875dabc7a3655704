package io.irodsingest.testservers.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {
    private static final int LARGE = 3_000_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private HttpServer server;
    private FaultyLink link;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/echo", exchange -> answer(exchange, exchange.getRequestBody().readAllBytes()));
        server.createContext("/chunks", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(new byte[LARGE]);
            }
        });
        server.createContext("/large", exchange -> answer(exchange, new byte[LARGE]));
        server.start();
        link = FaultyLink.to("127.0.0.1", server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        link.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void bytesPassAndRequestsOfAKeptConnectionAreCounted() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(post("/echo?i=" + i, "GET /no HTTP/1.1\r\n\r\n" + i).body())
                    .isEqualTo("GET /no HTTP/1.1\r\n\r\n" + i);
        }
        assertThat(get("/large").body()).hasSize(LARGE);
        assertThat(link.count(request -> request.isFor("POST", "/echo"))).isEqualTo(3);
        assertThat(link.count(request -> request.isFor("GET", "/large"))).isEqualTo(1);
        assertThat(link.requests()).hasSize(4).extracting(FaultyLink.Request::path).startsWith("/echo?i=0");
        assertThat(link.open()).isEqualTo(1);
        link.forgetRequests();
        assertThat(link.requests()).isEmpty();
    }

    @Test
    void aBodyOfUnknownLengthPasses() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/echo"))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("of unknown length"))).build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("of unknown length");
    }

    @Test
    void whatIsNotHttpPasses() throws IOException {
        try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                FaultyLink plain = FaultyLink.to("127.0.0.1", echo.getLocalPort());
                Socket caller = new Socket("127.0.0.1", plain.port())) {
            threads.execute(() -> echoOnce(echo));
            caller.getOutputStream().write(new byte[]{0, 'G', 'E', 'T', '\r', '\n'});
            caller.shutdownOutput();
            assertThat(caller.getInputStream().readAllBytes()).containsExactly(0, 'G', 'E', 'T', '\r', '\n');
            await().until(() -> plain.open() == 0);
        }
    }

    /** AMQP begins with letters, as HTTP does, and then waits for its answer. */
    @Test
    void aGreetingOfLettersThatIsNotHttpPassesBeforeThereIsMore() throws IOException {
        byte[] greeting = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
        try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                FaultyLink plain = FaultyLink.to("127.0.0.1", echo.getLocalPort());
                Socket caller = new Socket("127.0.0.1", plain.port())) {
            caller.setSoTimeout(10_000);
            threads.execute(() -> echoOnce(echo));
            caller.getOutputStream().write(greeting);
            assertThat(caller.getInputStream().readNBytes(greeting.length)).isEqualTo(greeting);
        }
    }

    @Test
    void whatIsHeldUpComesWhenItIsLetGo() throws Exception {
        assertThat(post("/echo", "before").body()).isEqualTo("before");
        link.hold(true);
        CompletableFuture<HttpResponse<String>> held = client.sendAsync(
                HttpRequest.newBuilder(at("/echo")).POST(BodyPublishers.ofString("held")).build(),
                BodyHandlers.ofString());
        assertThatThrownBy(() -> held.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        link.hold(false);
        assertThat(held.get(10, TimeUnit.SECONDS).body()).isEqualTo("held");
    }

    @Test
    void aSlowLinkTakesItsTimeForEachPiece() throws Exception {
        link.slow(Duration.ofMillis(200));
        long begin = System.nanoTime();
        assertThat(post("/echo", "slow").body()).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
        link.slow(Duration.ZERO);
    }

    @Test
    void onlyConnectionsToComeAreCutAfterSoManyBytes() throws Exception {
        link.cutAfter(100_000, 2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> get("/large")).isInstanceOf(IOException.class);
        }
        assertThat(get("/large").body()).hasSize(LARGE);
    }

    @Test
    void openConnectionsAreCutAtOnce() throws Exception {
        assertThat(post("/echo", "before").body()).isEqualTo("before");
        link.cutAll();
        await().until(() -> link.open() == 0);
        try (Socket caller = new Socket("127.0.0.1", link.port())) {
            await().until(() -> link.open() == 1);
            link.cutAll();
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(IOException.class);
        }
        assertThat(post("/echo", "after").body()).isEqualTo("after");
    }

    @Test
    void theNextRequestsAreToldToSlowDown() throws Exception {
        link.slowDown(2);
        assertThat(get("/large").body()).contains("<Code>SlowDown</Code>");
        assertThat(post("/echo", "refused").statusCode()).isEqualTo(503);
        assertThat(post("/echo", "served").body()).isEqualTo("served");
        assertThat(link.count(FaultyLink.Request::refused)).isEqualTo(2);
        assertThat(link.open()).isEqualTo(1);
    }

    @Test
    void requestsAreToldToSlowDownForATime() throws Exception {
        link.slowDown(Duration.ofMillis(300));
        assertThat(get("/large").statusCode()).isEqualTo(503);
        await().until(() -> post("/echo", "again").statusCode() == 200);
    }

    @Test
    void whoWaitsBeforeTheBodyIsToldToSlowDownToo() throws Exception {
        link.slowDown(1);
        HttpRequest request = HttpRequest.newBuilder(at("/echo")).expectContinue(true)
                .POST(BodyPublishers.ofString("waits")).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("waits");
    }

    @Test
    void onlyRequestsThatATestPicksAreDenied() throws Exception {
        link.deny(request -> request.isFor("GET", "/large"));
        HttpResponse<String> denied = get("/large?some=query");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("<Code>AccessDenied</Code>");
        assertThat(post("/echo", "passed").body()).isEqualTo("passed");
        assertThat(link.requests()).extracting(FaultyLink.Request::refused).containsExactly(true, false);
        link.deny(request -> false);
        assertThat(get("/large").statusCode()).isEqualTo(200);
    }

    @Test
    void somethingIsDoneBeforeARequestIsPassedOn() throws Exception {
        link.before(request -> link.deny(other -> request.isFor("POST", "/echo")));
        assertThat(post("/echo", "denied").statusCode()).isEqualTo(403);
        assertThat(get("/large").statusCode()).isEqualTo(200);
    }

    @Test
    void answersGetFurtherFieldsAndDamage() throws Exception {
        link.setFields(request -> Map.of("X-Kind", request.method(), "date", "never"));
        link.damage(request -> request.path().equals("/echo?damaged"));
        HttpResponse<String> damaged = post("/echo?damaged", "content");
        assertThat(damaged.body()).isEqualTo("contenu");
        assertThat(damaged.headers().firstValue("x-kind")).contains("POST");
        assertThat(damaged.headers().allValues("date")).containsExactly("never");
        assertThat(client.send(HttpRequest.newBuilder(at("/large")).HEAD().build(), BodyHandlers.ofString()).headers()
                .firstValue("x-kind")).contains("HEAD");
        assertThat(get("/large").body()).isEqualTo("\0".repeat(LARGE));
        assertThat(get("/chunks").body()).isEqualTo("\0".repeat(LARGE));
        link.slowDown(1);
        assertThat(post("/echo", "refused").statusCode()).isEqualTo(503);
        assertThat(post("/echo", "content").body()).isEqualTo("content");
        assertThat(link.open()).isEqualTo(1);
        link.damage(request -> true);
        assertThat(post("/echo", "content").body()).isEqualTo("contenu");
    }

    @Test
    void aConnectionIsCutAfterSoManyBytesOfAnswersThatAreChanged() throws Exception {
        link.setFields(request -> Map.of("X-Kind", request.method()));
        link.cutAfter(100_000, 1);
        assertThatThrownBy(() -> get("/large")).isInstanceOf(IOException.class);
        assertThat(get("/large").body()).hasSize(LARGE);
    }

    @Test
    void aServerThatIsAwayIsBackUnderItsAddress() throws Exception {
        assertThat(post("/echo", "before").body()).isEqualTo("before");
        link.away(true);
        await().until(() -> link.open() == 0);
        assertThatThrownBy(() -> post("/echo", "lost")).isInstanceOf(IOException.class);
        link.away(false);
        assertThat(post("/echo", "after").body()).isEqualTo("after");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI at(String path) {
        return link.endpoint().resolve(path);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            exchange.getResponseBody().write(head ? new byte[0] : body);
        }
    }

    private static void echoOnce(ServerSocket listener) {
        try (Socket caller = listener.accept()) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
