package io.irodsingest.filedoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The file door as operators run it: a process. */
class FileDoorProcessTest {
    private static final List<String> PLAIN_RIGHTS = List.of("setpriv", "--bounding-set",
            "-dac_override,-dac_read_search");
    private static final String READY = " watches ";
    private static final int FILES = 60;
    private static final int KILLS = 6;

    @TempDir
    Path directory;
    private Path incoming;
    private StandInOrchestrator orchestrator;

    @BeforeEach
    void open() throws IOException {
        incoming = Files.createDirectory(directory.resolve("incoming"));
        orchestrator = new StandInOrchestrator();
    }

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private JvmProcess start(List<String> starter, List<String> options, String doors) throws IOException {
        return start(starter, options, doors, Map.of());
    }

    private JvmProcess start(List<String> starter, List<String> options, String doors, Map<String, String> more)
            throws IOException {
        Path file = Files.writeString(directory.resolve("doors.yml"), doors.replace("INCOMING", incoming.toString()));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("IRODS_INGEST_DOORS", file.toString());
        environment.put("IRODS_INGEST_URL", "http://127.0.0.1:" + orchestrator.port());
        environment.put("IRODS_INGEST_METRICS_PORT", "0");
        environment.putAll(more);
        return JvmProcess.start(starter,
                new JvmProcess.Program(Main.class.getName(), options, List.of(), environment, READY),
                directory.resolve("log"));
    }

    private JvmProcess start() throws IOException {
        return start(List.of(), List.of(), """
                doors:
                  - {name: avus, directory: INCOMING, checker: csv, app: irods, op: avu, settle: 300ms}
                """);
    }

    @Test
    void killedProcessesLoseNothingAndRunNothingTwice() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            Files.writeString(incoming.resolve(i + ".csv"), "path\n/z/" + i / 2 + '\n');
        }
        for (int kill = 0; kill < KILLS; kill++) {
            try (JvmProcess one = start(); JvmProcess other = start()) {
                int done = orchestrator.batches().size() + random.nextInt(5);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> orchestrator.batches().size() >= Math.min(done, FILES / 2));
                (random.nextBoolean() ? one : other).kill();
            }
        }
        try (JvmProcess last = start()) {
            await().atMost(Duration.ofMinutes(1)).until(this::isOver);
            assertThat(last.isAlive()).isTrue();
        }
        assertThat(orchestrator.batches()).as("seed " + seed).hasSize(FILES / 2);
        assertThat(files().filter(file -> file.contains(".again-of-"))).as("seed " + seed).hasSize(FILES / 2);
    }

    @Test
    void aBucketIsWatchedWithTheCredentialsOfTheProcess() throws Exception {
        S3Server server = TestServers.s3();
        String bucket = "doors-" + UUID.randomUUID();
        StoreClient store = StoreClient.open(S3Store.of(server.endpoint().getAuthority(), "us-east-1", false),
                new S3Credentials.KeyPair(server.accessKey(), new Secret(server.secretKey())),
                new StoreClient.Making(2, TrustedAuthorities.OF_JVM, StoreRetries::strategy));
        store.s3().createBucket(request -> request.bucket(bucket));
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        try (JvmProcess door = start(List.of(), List.of("-Xmx128m", "-Djava.io.tmpdir=" + scratch),
                """
                        doors:
                          - {name: avus, bucket: 's3://BUCKET', endpoint: ENDPOINT, checker: csv, app: irods, op: avu, settle: 300ms}
                        """
                        .replace("BUCKET", bucket).replace("ENDPOINT", server.endpoint().toString()),
                Map.of("AWS_ACCESS_KEY_ID", server.accessKey(), "AWS_SECRET_ACCESS_KEY", server.secretKey()))) {
            store.s3().putObject(request -> request.bucket(bucket).key("a.csv"),
                    RequestBody.fromString("path\n/z/a\n"));
            await().atMost(Duration.ofSeconds(30)).until(() -> store.s3()
                    .listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                    .anyMatch(object -> object.key().endsWith("/results.csv")));
            assertThat(orchestrator.only().count()).isEqualTo(1);
            assertThat(door.isAlive()).isTrue();
            try (Stream<Path> left = Files.list(scratch)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.startsWith("irods-ingest-"));
            }
        } finally {
            store.close();
        }
    }

    private boolean isOver() throws IOException {
        try (Stream<Path> claims = Files.list(incoming.resolve(".taken"));
                Stream<Path> waiting = Files.list(incoming)) {
            return claims.findAny().isEmpty() && waiting.noneMatch(Files::isRegularFile)
                    && files().filter(file -> file.endsWith("/results.csv")).count() == FILES / 2;
        } catch (UncheckedIOException | NoSuchFileException moving) {
            return false;
        }
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(incoming.resolve("done"))) {
            return all.map(Path::toString).toList().stream();
        }
    }

    @Test
    void aFileThatCannotBeReadIsRejected() throws Exception {
        assumeTrue(plainRightsArePossible(), "root reads everything, and setpriv cannot change that");
        Path secret = Files.writeString(incoming.resolve("secret.csv"), "path\n/z/a\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        List<String> starter = isRoot() ? PLAIN_RIGHTS : List.of();
        try (JvmProcess door = start(starter, List.of(), """
                doors:
                  - {name: avus, directory: INCOMING, checker: csv, app: irods, op: avu, settle: 300ms}
                """)) {
            Path report = incoming.resolve("rejected/secret.csv.report.csv");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(report));
            assertThat(report).hasContent("line,reason\n,it cannot be read: permission denied\n");
            assertThat(incoming.resolve("rejected/secret.csv")).exists();
            assertThat(door.isAlive()).isTrue();
        }
    }

    private static boolean plainRightsArePossible() throws InterruptedException {
        try {
            return !isRoot() || new ProcessBuilder(
                    Stream.concat(PLAIN_RIGHTS.stream(), Stream.of("true")).toList()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** 50 MiB; -Dbytes=1073741824 is the gibibyte of the requirements. */
    @Test
    void aLargeFileNeedsLittleMemory() throws Exception {
        long bytes = Long.getLong("bytes", 50L << 20);
        Path made = directory.resolve("large.csv");
        String row = ",\"a value, quoted\",".repeat(10) + '\n';
        long rows = 0;
        try (var out = Files.newBufferedWriter(made)) {
            out.write(header() + '\n');
            for (long written = 0; written < bytes; rows++) {
                String line = rows + row;
                out.write(line);
                written += line.length();
            }
        }
        long expected = rows;
        try (JvmProcess door = start(List.of(), List.of("-Xmx64m"), """
                doors:
                  - {name: avus, directory: INCOMING, checker: csv, app: irods, op: avu, settle: 300ms}
                """)) {
            Files.move(made, incoming.resolve("large.csv"));
            await().atMost(Duration.ofMinutes(10)).until(() -> orchestrator.batches().size() == 1);
            assertThat(orchestrator.only().count()).isEqualTo(expected);
            System.out.println(bytes + " bytes, " + rows + " rows, peak memory of the door " + door.peakMemory());
        }
    }

    private static String header() {
        return Stream.iterate(0, column -> column + 1).limit(21).map(column -> "column" + column)
                .reduce((one, other) -> one + ',' + other).orElseThrow();
    }

    @Test
    void itShowsItsMetricsAndWhatItWaitsFor() throws Exception {
        Files.writeString(incoming.resolve("a.csv"), "path\n/z/a\n");
        orchestrator.refuse(507, "there is no room");
        try (JvmProcess door = start()) {
            String log = "metrics are on ";
            String url = Files.readString(directory.resolve("log")).lines().filter(line -> line.contains(log))
                    .map(line -> line.substring(line.indexOf(log) + log.length())).findFirst().orElseThrow();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                HttpResponse<String> ready = get(url.replace("/metrics", "/health/ready"));
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("door avus: ", "there is no room");
            });
            String metrics = get(url).body();
            String document = Files.readString(Path.of("..", "docs", "file-door.md"));
            assertThat(metrics.lines().filter(line -> line.startsWith("irods_ingest_door"))
                    .map(line -> line.replaceFirst("\\{.*", "")).distinct()).hasSize(3)
                    .allSatisfy(name -> assertThat(document).contains('`' + name + '`'));
            assertThat(metrics).contains("irods_ingest_door_files_taken{door=\"avus\"} 1.0");
            orchestrator.refuseNothing();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(get(url.replace("/metrics", "/health/ready")).statusCode()).isEqualTo(200);
                assertThat(get(url).body()).contains(
                        "irods_ingest_door_files_total{door=\"avus\",outcome=\"batch\"} 1.0",
                        "irods_ingest_door_batches_open{door=\"avus\"} 0.0");
            });
            assertThat(door.isAlive()).isTrue();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void wrongSettingsEndItWithOneLineForEachProblem() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> start(List.of(), List.of(), "doors: []"))
                .withMessageContaining(
                        "irods-ingest-file-door: IRODS_INGEST_DOORS is '" + directory.resolve("doors.yml")
                                + "': line 1: there are no doors");
    }

    @Test
    void aDirectoryOfClaimsToWhichOthersMayWriteIsRefused() throws Exception {
        Files.setPosixFilePermissions(Files.createDirectory(incoming.resolve(".taken")),
                PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(IOException.class).isThrownBy(this::start)
                .withMessageContaining("it must be a directory of this user");
    }

    @Test
    void directoriesThatCannotBeUsedAreToldAtTheStart() throws Exception {
        Files.writeString(incoming.resolve("done"), "no directory");
        assertThatExceptionOfType(IOException.class).isThrownBy(this::start)
                .withMessageContaining("irods-ingest-file-door: door avus cannot use its directories");
    }
}
