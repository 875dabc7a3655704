package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says to what cannot be, with a whole cluster behind it: one line, and the right exit code. */
class WrongUseTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "file");
        cluster = TestCluster.start(directory.resolve("vault"), 2);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }

    private static void assertRefused(Said said, int exitCode, String because) {
        said.assertRefused(exitCode, because);
    }

    @Test
    void argumentsThatCannotBe() {
        assertRefused(say("start", source.toString(), TARGET, "--no-such-option"), 2, "--no-such-option");
        assertRefused(say("start", source.toString(), "/"), 2, "target '/' is refused");
        assertRefused(say("start", source.toString(), "relative/target"), 2, "not an absolute logical path");
        assertRefused(say("start", source.toString(), TARGET, "--files_per_task", "0"), 2, "--files-per-task");
        assertRefused(say("start", source.toString()), 2, "TARGET");
        assertRefused(say("demo"), 2, "DIR");
        assertRefused(say("standalone", "--threads", "x"), 2, "--threads");
    }

    @Test
    void jobsThatCannotBe() throws Exception {
        assertRefused(say("start", source.toString(), "/noZone/home"), 1, "zone noZone does not exist");
        assertRefused(say("start", source.resolve("missing").toString(), TARGET), 1, "does not exist");
        assertRefused(say("start", source.resolve("file").toString(), TARGET), 1, "not a directory");
        assertRefused(say("start", source.toString(), TARGET, "--to-resource", "noResc"), 1,
                "resource noResc does not exist");
        assertRefused(say("watch", "unknown"), 1, "unknown");
        assertRefused(say("stop", "unknown"), 1, "unknown");
        cluster.irods().faults().delay(20008, Duration.ofSeconds(5), 1);
        assertThat(say("start", source.toString(), TARGET, "--job-name", "mine").exitCode()).isZero();
        assertRefused(say("start", source.toString(), TARGET, "--job-name", "mine"), 1, "a job named 'mine' exists");
        assertThat(say("watch", "mine").exitCode()).isZero();
        assertThat(say("start", source.toString(), TARGET, "--job-name", "mine", "--synchronous"))
                .satisfies(said -> assertThat(said.exitCode()).isZero())
                .satisfies(said -> assertThat(said.out()).contains("COMPLETED", "1 unchanged"));
    }

    @Test
    void anOrchestratorThatIsNotThere() {
        assertRefused(say("list", "--url", "http://127.0.0.1:9"), 1, "cannot be reached");
        assertRefused(say("list", "--url", "nonsense"), 2, "is no address of an orchestrator");
    }

    @Test
    void aFullVaultFailsTheFilesThatDoNotFit() throws Exception {
        new SourceTree(0, 0, 10, 1000, 1000, 1).makeIn(source);
        cluster.close();
        cluster = TestCluster.startWithVaultOf(directory.resolve("small"), 3500);
        Said said = say("start", source.toString(), TARGET, "--operation", "PUT", "--synchronous");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("COMPLETED_WITH_FAILURES", "could not write to its storage");
    }

    @Test
    void theDemoIngestsADirectory() {
        Said said = say("demo", source.toString(), "--json");
        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.out()).contains("\"files\" : 1", "\"directories\" : 1", "\"registered\" : 1", "\"failed\" : 0",
                "\"seconds\"");
        Said missing = say("demo", source.resolve("missing").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("FAILED", "does not exist");
        await().until(() -> say("list").exitCode() == 0);
    }
}
