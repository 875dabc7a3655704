package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches as their users have them, from a file to iRODS: the command line, an orchestrator, a worker, and a catalog. */
class BatchCommandsTest {
    private static final String HOME = TestCluster.HOME;
    private static final int OBJECTS = 120;

    @TempDir
    private Path directory;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("vault"), 2);
        await().until(() -> say("processors").out().contains("irods"));
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    @Test
    void rowsOfAFileBecomeObjectsWithMetadataAndAQueryCountsThem() throws Exception {
        Path objects = file("objects.csv", "path\n", "%s/object-%d\n");
        Said touched = say("batch", "submit", "irods", "touch", objects.toString(), "--wait");
        assertThat(touched.exitCode()).as(touched.toString()).isZero();
        assertThat(touched.out()).contains("is success: 120 rows, 120 succeeded");

        Path metadata = file("avu.csv", "path,attribute,value\n", "%s/object-%d,project,P-17\n");
        Files.writeString(metadata, Files.readString(metadata) + HOME + "/none,project,P-17\n");
        Said described = say("batch", "submit", "irods", "avu", metadata.toString(), "--job-name", "curation",
                "--wait");
        assertThat(described.exitCode()).as("a row fails").isEqualTo(1);
        assertThat(described.out()).contains("is failed: 121 rows, 120 succeeded, 1 failed",
                "failed: line 122: " + HOME + "/none");
        assertThat(say("batch", "results", "curation", "--failed").out())
                .startsWith("{\"line\":122,\"outcome\":\"failed\",\"messages\":[\"");

        say("batch", "submit", "irods", "touch",
                Files.writeString(directory.resolve("none.csv"), "path\n" + HOME + "/none\n").toString(), "--wait");
        Said again = say("batch", "retry", "curation", "--wait");
        assertThat(again.out()).contains("is success: 121 rows, 121 succeeded");

        Said report = say("query", "irods", "report", HOME, "--depth", "1");
        assertThat(report.exitCode()).as(report.toString()).isZero();
        assertThat(report.out()).contains("\"objects\" : 121");
        assertThat(report.err()).contains("output file report");
    }

    /** @param row with places for the collection and a number */
    private Path file(String name, String header, String row) throws IOException {
        return Files.writeString(directory.resolve(name), IntStream.range(0, OBJECTS)
                .mapToObj(number -> row.formatted(HOME, number)).collect(Collectors.joining("", header, "")));
    }

    private Said say(String... words) {
        return Said.by(cluster.url(), words);
    }
}
