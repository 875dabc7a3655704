package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.cli.command.Terminal.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster a command speaks to, and what it shows to it. */
class ContextTest {
    @TempDir
    private Path directory;
    private HttpServer server;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] answer = "{\"queues\": []}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Files.writeString(directory.resolve("lab.token"), "of-the-lab\n");
        write("""
                contexts:
                  lab:
                    url: http://127.0.0.1:%d
                    token_file: lab.token
                  open: {url: 'http://127.0.0.1:%1$d'}
                """.formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void aContextHasItsAddressAndItsOwnToken() {
        assertThat(run("queues", "--context", "lab").exitCode()).isZero();
        assertThat(run(Map.of("IRODS_INGEST_TOKEN", "of-another"), "queues", "--context", "open").exitCode()).isZero();
        assertThat(run("--context", "lab", "queues").exitCode()).isZero();
        assertThat(run("schedule", "show", "nightly", "--context", "lab").err()).doesNotContain("reached");

        assertThat(tokens).containsExactly("Bearer of-the-lab", "null", "Bearer of-the-lab", "Bearer of-the-lab");
    }

    @Test
    void theChosenOneIsMeantUnlessAnAddressIsSaid() {
        assertThat(run("context", "use", "lab").out()).isEqualTo("context lab is chosen" + System.lineSeparator());
        assertThat(run("context", "list", "--table").out().lines().toList()).hasSize(3)
                .anyMatch(line -> line.matches("lab +yes +http://127.0.0.1:\\d+ +/.*lab.token"));

        run("queues");
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        run(Map.of("IRODS_INGEST_URL", url, "IRODS_INGEST_TOKEN", "of-another"), "queues");

        assertThat(tokens).containsExactly("Bearer of-the-lab", "Bearer of-another");
    }

    @Test
    void whatCannotBeUsedIsToldInOneLine() throws Exception {
        refused("there is no context 'none' in '" + directory.resolve("contexts.yaml") + "'; there are lab, open",
                "queues", "--context", "none");
        refused("there is no context 'none'", "context", "use", "none");
        refused("give either --context or --url", "queues", "--context", "lab", "--url", "http://127.0.0.1:1");
        write("contexts: {lab: {url: nowhere}}");
        refused("'nowhere' is no address of an orchestrator, like http://127.0.0.1:8080; check context lab in",
                "queues", "--context", "lab");
        write("contexts: {lab: {url: 'http://a', token: secret}}");
        refused("context lab has an unknown field 'token'; there are ca_file, token_file, url", "context", "list");
        write("contexts: {lab: {}}");
        refused("context lab has no url", "context", "list");
        write("contexts: [lab]");
        refused("contexts must be fields with values", "context", "list");
        write("contexts: {lab: {url: [1]");
        refused("it is no YAML", "context", "list");
    }

    @Test
    void withoutAFileThereAreNone() throws Exception {
        Files.delete(directory.resolve("contexts.yaml"));

        assertThat(run("context", "list", "--table")).returns(0, Result::exitCode).returns("", Result::out)
                .extracting(Result::err).asString().startsWith("no contexts are named in '");
        assertThat(run("context", "list").out().replaceAll("\\s", "")).isEqualTo("{\"contexts\":[]}");
    }

    private void refused(String why, String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains(why);
    }

    private Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Result run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("IRODS_INGEST_CONTEXTS_FILE", directory.resolve("contexts.yaml").toString());
        environment.put("HOME", directory.toString());
        return new Terminal(environment).run(arguments);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("contexts.yaml"), text);
    }
}
