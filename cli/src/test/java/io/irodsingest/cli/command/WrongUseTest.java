package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.orchestrator.TestCluster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUseTest {
    private static TestCluster cluster;
    private static Terminal terminal;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        terminal = Terminal.at(cluster.orchestrator().uri());
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            start --frobnicate /data /z/x               | 2 | Unknown option: '--frobnicate'
            start /data                                 | 2 | Missing required parameter: 'TARGET'
            start                                       | 2 | Missing required parameters: 'SOURCE', 'TARGET'
            start /data /z/x /z/y                       | 2 | Unmatched argument at index 5: '/z/y'
            start --files-per-task many /data /z/x      | 2 | Invalid value for option '--files-per-task'
            start --files-per-task 0 /data /z/x         | 2 | 0 is less than 1
            start --operation MOVE /data /z/x           | 2 | Invalid value for option '--operation'
            start /data /                               | 2 | target '/' is refused
            start /data home/rods                       | 2 | target 'home/rods' is not an absolute logical path
            start /data /z//x                           | 2 | has an empty, '.' or '..' element
            start --job-name a/b /data /z/x             | 2 | job name 'a/b' is not usable
            start file:/a%2 /z/x                        | 2 | two hexadecimal digits
            start file://elsewhere/a /z/x               | 2 | names no file of this machine
            start --token-file /nowhere/token /data /z/x | 2 | there is no token file '/nowhere/token'
            watch                                       | 2 | Missing required parameter: 'JOB'
            stop                                        | 2 | Missing required parameter: 'JOB'
            list --all                                  | 2 | Unknown option: '--all'
            frobnicate                                  | 2 | 'frobnicate'
            watch unknown                               | 1 | there is no job 'unknown'
            stop unknown                                | 1 | there is no job 'unknown'
            failures unknown                            | 1 | there is no job 'unknown'
            pause unknown                               | 1 | there is no job 'unknown'
            resume unknown                              | 1 | there is no job 'unknown'
            retry unknown                               | 1 | there is no job 'unknown'
            history unknown                             | 1 | there is no job 'unknown'
            history a/b                                 | 1 | there is no job 'a/b'
            watch a%b                                   | 1 | there is no job 'a%b'
            stop ..                                     | 1 | there is no job '..'
            failures ;x                                 | 1 | there is no job ';x'
            drain a/b                                   | 1 | there is no worker 'a/b'
            dead-letters --drop a/b                     | 1 | there is no dead letter 'a/b'
            startt /data /z/x                           | 2 | did you mean start?
            start --opration PUT /data /z/x             | 2 | did you mean --operation?
            failures --limit 0 job                      | 2 | 0 is less than 1
            start --interval soon /data /z/x            | 2 | 'soon' is no number of seconds
            start --interval 0.5 /data /z/x             | 2 | the interval must be at least one second
            start --interval 5 --dry-run /data /z/x     | 2 | a dry run is a single pass
            start --deadline soon /data /z/x            | 2 | 'soon' is no number of seconds
            start --start-within 0 /data /z/x           | 2 | start_within must be longer than 0 s
            start --start-within 60 --deadline 30 /data /z/x | 2 | start_within (60 s) must be less than deadline (30 s)
            check --keep-for 5 /data /z/x               | 2 | keep_for must be at least 60 seconds, not 5
            start --max-retries -1 /data /z/x           | 2 | -1 is less than 0
            start --timeout 0 /data /z/x                | 2 | the timeout of tasks must be positive
            start --max-delete -1 /data /z/x            | 2 | must not be negative
            start --delete-mode TRASH /data /z/x        | 2 | delete mode TRASH does not go with operation REGISTER_SYNC
            start --operation REGISTER_AS_REPLICA_SYNC /data /z/x | 2 | needs a resource
            start --exclude-file-type folder /data /z/x | 2 | file type 'folder' is not known; choose from block, char
            start /data /z/x --exclude-file-name (a     | 2 | '(a' is no regular expression
            start --exclude-file-name a /data /z/x      | 2 | Missing required parameters: 'SOURCE', 'TARGET'
            start --as-user alice /data /z/x            | 2 | user 'alice' is not written as NAME#ZONE
            start --path-queue a/b /data /z/x           | 2 | 'a/b' is no name of a queue
            start --s4-keypair=f /data /z/x             | 2 | Unknown option: '--s4-keypair=f'
            start --s3-keypair=f /data /z/x             | 2 | f does not exist
            start --s3-region-name=r /data /z/x         | 2 | options of S3 need a source like s3://BUCKET/PREFIX
            start s3:/// /z/x                           | 2 | must be /BUCKET or /BUCKET/PREFIX
            start --s3-multipart-chunksize-in-mib 4 s3://b /z/x | 2 | must be from 5 to 5000, not 4
            check /data /                               | 2 | target '/' is refused
            """)
    void isToldInOneLine(String command, int exitCode, String message) {
        Terminal.Result result = terminal.run(command.split(" +"));

        assertThat(result.err()).startsWith("irods-ingest: ").contains(message).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "watch", "history", "failures"})
    void aNameThatIsEmptyIsWrongUse(String command) {
        Terminal.Result result = terminal.run(command, "");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("irods-ingest: the name of the job is empty" + System.lineSeparator());
    }

    @Test
    void noCommandNamesThemAll() {
        Terminal.Result result = new Terminal(Map.of()).run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains(
                "start, check, list, show, watch, stop, pause, resume, failures, retry, history, workers, drain, undrain, queues,"
                        + " dead-letters, health, processors, batch, query, schedule, profile, token,"
                        + " context, completion",
                "try 'irods-ingest --help'");
    }

    @Test
    void aUrlThatIsNone() {
        Terminal.Result result = new Terminal(Map.of("URL", "nowhere")).run("list");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("'nowhere' is no address of an orchestrator");
    }

    @ParameterizedTest
    @CsvSource({"list", "start /data /z/x", "check /data /z/x", "watch job", "stop job", "pause job", "resume job",
            "failures job", "retry job", "workers", "health"})
    void anOrchestratorThatIsDown(String command) throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        Terminal.Result result = new Terminal(Map.of("URL", "http://127.0.0.1:" + port)).run(command.split(" "));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).hasLineCount(1).contains("the orchestrator at http://127.0.0.1:" + port
                + " cannot be reached; start it, or name another one with --url or IRODS_INGEST_URL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | application/json | {"periodic": [
            200 | text/html | <html>
            200 | application/json | null
            404 | text/html | <html>
            500 | application/problem+json | {"tit
            """)
    void somethingElseThatAnswers(int status, String type, String body) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            Terminal.Result result = Terminal.at(URI.create("http://127.0.0.1:" + other.getAddress().getPort()))
                    .run("list");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).hasLineCount(1).contains("is no irods-ingest orchestrator (HTTP " + status + ")");
        } finally {
            other.stop(0);
        }
    }
}
