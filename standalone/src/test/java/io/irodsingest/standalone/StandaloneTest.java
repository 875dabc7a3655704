package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code irods-ingest standalone} as a process: everything embedded, and durable. */
class StandaloneTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;
    private MiniIrods irods;

    @BeforeEach
    void start() throws IOException {
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
    }

    @AfterEach
    void end() throws IOException {
        irods.close();
    }

    @Test
    void itsExitCodeTellsThatItCouldNotRun() throws Exception {
        assertThat(exitCode("standalone", "--data-dir", directory.resolve("data").toString())).isEqualTo(1);
        assertThat(exitCode("standalone", "--threads", "0")).isEqualTo(2);
        Path keypair = Files.writeString(directory.resolve("keypair"), "ingest\n0123456789abcdef\n");
        assertThat(exitCode("s3-server", "--directory", directory.resolve("s3").toString(), "--keypair",
                keypair.toString(), "--port", "0", "--bucket", "a", "--fill", "/nonexistent")).isEqualTo(2);
    }

    /** Of the program with a wrong password for iRODS. */
    private int exitCode(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "io.irodsingest.standalone.Main"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().putAll(environment("wrong"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, String> environment(String password) {
        return Map.of("IRODS_HOST", irods.host(), "IRODS_PORT", String.valueOf(irods.port()), "IRODS_ZONE_NAME",
                "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", password,
                "XDG_DATA_HOME", directory.resolve("share").toString());
    }

    private JvmProcess standalone(String password) throws IOException {
        List<String> arguments = List.of("standalone", "--port", "0", "--data-dir",
                directory.resolve("data").toString());
        return JvmProcess
                .start(new Program("io.irodsingest.standalone.Main", List.of("-Xmx400m", "-XX:TieredStopAtLevel=1"),
                        arguments, environment(password), "irods-ingest runs at "),
                        directory.resolve("standalone.log"));
    }

    private AdminClient clientOf(JvmProcess process) {
        return new AdminClient(uriOf(process), Optional.of(token()));
    }

    private static URI uriOf(JvmProcess process) {
        return URI.create(process.readyLine().replaceAll(".*(http://[\\d.:]+).*", "$1"));
    }

    private String token() {
        try {
            return Files.readString(directory.resolve("data/token")).strip();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Test
    void aJobGoesOnAfterKillMinus9() throws Exception {
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(3000, 5, 1).makeIn(source);
        irods.faults().delay(20008, Duration.ofMillis(3), Integer.MAX_VALUE);
        JobView job;
        try (JvmProcess first = standalone("rods")) {
            AdminClient client = clientOf(first);
            job = client.start(
                    JobRequest.of(source.toString(), TARGET).jobName("mine").build());
            await().atMost(PATIENCE).until(() -> client.job("mine").count("registered") > 500);
            first.kill();
        }
        try (JvmProcess second = standalone("rods"); Catalog catalog = Catalog.of(irods)) {
            AdminClient client = clientOf(second);
            JobView ended = await().atMost(PATIENCE).until(() -> client.job("mine"), JobView::ended);
            assertThat(ended.id()).isEqualTo(job.id());
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("files")).isEqualTo(made.files());
            assertThat(ended.count("registered") + ended.count("existing")).isEqualTo(made.files());
            assertThat(catalog.replicas(TARGET).keySet())
                    .containsExactlyElementsOf(Expected.of(source, TARGET).dataObjects());
        }
    }

    @Test
    void onlyItsUserMayUseIt() throws Exception {
        try (JvmProcess process = standalone("rods")) {
            AdminClient stranger = new AdminClient(uriOf(process), Optional.empty());
            assertThatThrownBy(stranger::jobs).hasMessageContaining("a token is needed");
            Path found = LocalToken.file(environment("rods"), uriOf(process).getPort());
            assertThat(found).hasContent(token());
            for (Path file : List.of(found, directory.resolve("data/token"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            }
            AdminClient owner = clientOf(process);
            JobRequestBuilder ofData = JobRequest.of(directory.resolve("data").toString(), TARGET);
            JobView job = owner.start(ofData.jobName("own").build());
            JobView ended = await().atMost(PATIENCE).until(() -> owner.job(job.id()), JobView::ended);
            assertThat(ended.error()).hasValueSatisfying(error -> assertThat(error).contains("belongs to the worker"));
        }
    }

    @Test
    void itsDashboardTakesTheTokenThatItMade() throws Exception {
        try (JvmProcess process = standalone("rods")) {
            URI base = uriOf(process);
            await().atMost(PATIENCE).until(() -> Files.readString(directory.resolve("standalone.log"))
                    .contains("dashboard: " + base + "/, to which one signs in with that token"));
            assertThat(signIn(base, "a-guess")).isEqualTo(401);
            assertThat(signIn(base, token())).isEqualTo(303);
        }
    }

    private static int signIn(URI base, String token) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(base.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + token)).build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whatKeepsItFromRunningIsSaidInOneLine() throws Exception {
        assertThatThrownBy(() -> standalone("wrong")).isInstanceOf(IOException.class)
                .hasMessageContaining("irods-ingest: ")
                .hasMessageContaining("the password is wrong").message().doesNotContain("\tat ");
        try (JvmProcess first = standalone("rods")) {
            assertThat(clientOf(first).jobs().singlepass()).isEmpty();
            assertThatThrownBy(() -> standalone("rods")).isInstanceOf(IOException.class)
                    .hasMessageContaining("irods-ingest: ").message().doesNotContain("\tat ");
        }
    }
}
