package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.cli.client.BatchClient.Parameters;
import io.irodsingest.filedoor.Main;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are dropped have iRODS do something, and their results come back beside them. */
@Timeout(180)
class FileDoorTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OBJECTS = 30;

    @TempDir
    private Path directory;
    private Path incoming;
    private Path unknown;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        incoming = Files.createDirectory(directory.resolve("incoming"));
        unknown = Files.createDirectory(directory.resolve("unknown"));
        cluster = TestCluster.start(directory.resolve("vault"), 2);
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int i = 0; i < OBJECTS; i++) {
            Files.writeString(source.resolve("o" + i), "content");
        }
        assertThat(cluster.ingest(source, TestCluster.HOME + "/in", "PUT").state()).isEqualTo("COMPLETED");
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    private JvmProcess door() throws IOException {
        Path doors = Files.writeString(directory.resolve("doors.yml"), """
                doors:
                  - {name: avus, directory: %s, checker: csv, app: irods, op: avu, settle: 300ms}
                  - {name: other, directory: %s, checker: csv, app: irods, op: nothing, settle: 300ms}
                """.formatted(incoming, unknown));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("IRODS_INGEST_DOORS", doors.toString());
        environment.put("IRODS_INGEST_URL", cluster.url());
        return JvmProcess.start(
                new Program(Main.class.getName(), List.of("-Xmx64m"), List.of(), environment, " watches "),
                directory.resolve("door.log"));
    }

    /** A row for each data object, and one for an object that is not there. */
    private static String rows(String attribute) {
        return IntStream.rangeClosed(0, OBJECTS)
                .mapToObj(i -> TestCluster.HOME + "/in/o" + i + ',' + attribute + ",v" + i + '\n')
                .collect(Collectors.joining("", "path,attribute,value\n", ""));
    }

    @Test
    void aDroppedFileIsWorkedOnOnceAndItsResultsComeBack() throws Exception {
        Files.writeString(incoming.resolve("a.csv"), rows("first"));
        try (JvmProcess door = door()) {
            Path results = results("a.csv");
            List<String> lines = Files.readAllLines(results);
            assertThat(lines).hasSize(OBJECTS + 2);
            assertThat(lines.subList(1, OBJECTS + 1)).allMatch(line -> line.matches("\\d+,succeeded,.*"));
            assertThat(lines.getLast()).startsWith(OBJECTS + 2 + ",failed,");
            // the report follows the results
            await().untilAsserted(() -> assertThat(results.resolveSibling("report.json")).content()
                    .contains("\"status\" : \"failed\"", "\"succeeded\" : " + OBJECTS, "\"failed\" : 1"));
            String batch = results.getParent().getFileName().toString();

            Files.writeString(incoming.resolve("b.csv"), rows("first"));
            await().atMost(SOON).until(() -> Files.exists(incoming.resolve("done/b.csv.again-of-" + batch)));
            assertThat(cluster.client().batches().batches(Parameters.NONE).batches()).extracting(BatchView::id)
                    .containsExactly(batch);
            assertThat(door.isAlive()).isTrue();
        }
    }

    @Test
    void aDoorThatIsKilledAnywhereIsFollowedByAnother() throws Exception {
        Files.writeString(incoming.resolve("a.csv"), rows("first"));
        Files.writeString(incoming.resolve("b.csv"), rows("second"));
        for (Stop stop : List.<Stop>of(() -> isIn("/.taken/"), () -> isIn("/done/"))) {
            try (JvmProcess door = door()) {
                await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(stop::isReached);
                door.kill();
            }
        }
        try (JvmProcess last = door()) {
            for (String name : List.of("a.csv", "b.csv")) {
                assertThat(Files.readAllLines(results(name))).hasSize(OBJECTS + 2);
            }
            assertThat(last.isAlive()).isTrue();
        }
        assertThat(cluster.client().batches().batches(Parameters.NONE).batches()).hasSize(2)
                .allSatisfy(batch -> assertThat(batch.rows().submitted()).isEqualTo(OBJECTS + 1));
    }

    /** A moment to kill at. */
    @FunctionalInterface
    private interface Stop {
        boolean isReached() throws IOException;
    }

    private boolean isIn(String place) throws IOException {
        return files().anyMatch(file -> file.toString().contains(place));
    }

    /** The rows are many, and the refusal comes before they are sent. */
    @Test
    void whatNobodyCanDoIsRejectedWithWhatCanBeDone() throws Exception {
        Files.writeString(unknown.resolve("large.csv"), "path\n" + "/tempZone/home/rods/some/path\n".repeat(500_000));
        try (JvmProcess door = door()) {
            Path report = unknown.resolve("rejected/large.csv.report.csv");
            await().atMost(SOON).until(() -> Files.exists(report));
            assertThat(report).content().contains("there is no batch processor 'irods nothing'", "irods avu");
            assertThat(door.isAlive()).isTrue();
        }
    }

    /** The results of the batch of a file, which are waited for. */
    private Path results(String name) throws Exception {
        return await().atMost(SOON)
                .until(() -> files().filter(file -> file.endsWith("results.csv"))
                        .filter(file -> Files.exists(file.resolveSibling(name))).findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(incoming)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (UncheckedIOException moving) {
            return Stream.of();
        }
    }
}
