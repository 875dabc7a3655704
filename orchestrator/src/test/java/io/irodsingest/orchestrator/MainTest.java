package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orchestrator as a process of its own. */
class MainTest {
    private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+)");

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void wrongSettingsAreAllTold() throws Exception {
        Process process = start(Map.of("IRODS_INGEST_PORT", "80800", "IRODS_INGEST_BIND", "0.0.0.0",
                "IRODS_INGEST_AMQP_URL", "http://x", "IRODS_INGEST_LOG_FORMAT", "xml"));

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(errors()).hasLineCount(3).contains("IRODS_INGEST_PORT must be a whole number from 0 to 65535",
                "IRODS_INGEST_AMQP_URL", "IRODS_INGEST_LOG_FORMAT is 'xml': must be one of text, json");
    }

    @Test
    void aListenerForOthersNeedsAToken() throws Exception {
        Process process = start(Map.of("IRODS_INGEST_BIND", "0.0.0.0"));

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(errors()).isEqualTo("irods-ingest-orchestrator: IRODS_INGEST_BIND is '0.0.0.0', which others can "
                + "reach: set IRODS_INGEST_TOKENS_FILE, or listen on 127.0.0.1"
                + System.lineSeparator());
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of("IRODS_INGEST_PORT", String.valueOf(taken.getLocalPort())));

            assertThat(exitCode(process)).isEqualTo(1);
            assertThat(errors()).hasLineCount(1)
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void withoutServersItStartsAndSaysSoAndASignalEndsItWithZero() throws Exception {
        Process process = start(Map.of("IRODS_INGEST_PORT", "0", "IRODS_INGEST_AMQP_URL", "amqp://127.0.0.1:1",
                "IRODS_INGEST_REDIS_URL", "redis://127.0.0.1:1"));
        Http http = new Http(address());

        Awaitility.await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(http.get("/api/v1/health").body()
                        .path("dependencies")
                        .findValuesAsText("reason")).hasSize(2).allMatch(reason -> reason.contains("127.0.0.1:1")));
        assertThat(http.get("/api/v1/jobs").status()).isEqualTo(503);
        process.destroy();

        assertThat(exitCode(process)).isZero();
    }

    @Test
    void aWrongPasswordOfRedisEndsIt() throws Exception {
        RedisServer redis = TestServers.redis();
        assumeFalse(redis.password().isEmpty(), "this Redis takes any password");
        Process process = start(Map.of("IRODS_INGEST_PORT", "0", "IRODS_INGEST_AMQP_URL", "amqp://127.0.0.1:1",
                "IRODS_INGEST_REDIS_URL", "redis://" + redis.host() + ':' + redis.port(),
                "IRODS_INGEST_REDIS_PASSWORD", "not-the-password"));

        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(errors()).contains("irods-ingest-orchestrator: Redis refuses us").doesNotContain("\tat ",
                "not-the-password");
    }

    @Test
    void helpNamesTheSettings() throws Exception {
        Process process = start(Map.of(), "--help");

        assertThat(exitCode(process)).isZero();
        assertThat(Files.readString(folder.resolve("out"))).contains("IRODS_INGEST_BIND [127.0.0.1]",
                "IRODS_INGEST_TOKENS_FILE", "IRODS_INGEST_TLS_KEYSTORE_PASSWORD_FILE: a file that holds it",
                "IRODS_INGEST_STALLED_AFTER [60s]");
        assertThat(exitCode(start(Map.of(), "--nonsense"))).isEqualTo(2);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("IRODS_INGEST_"));
        builder.environment().putAll(new HashMap<>(environment));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private URI address() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> LISTENS.matcher(errors()).results()
                .map(found -> URI.create(found.group(1))).findFirst(), Optional::isPresent).orElseThrow();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the process has ended").isTrue();
        return process.exitValue();
    }
}
