package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code start --profile} and what {@code profile} makes of it. */
class ProfileTest {
    @TempDir
    private Path directory;

    @Test
    void everyTaskHasItsBeginAndEnd() throws Exception {
        Path source = directory.resolve("source");
        SourceTree.ofFullChunks(500, 5, 1).makeIn(source);
        Path profile = directory.resolve("profile.jsonl");
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), OrchestratorSettings.onLoopback(),
                new Guard(Guard.usual().sources(), Optional.of(directory), Guard.usual().stores()))) {
            Said started = Said.by(cluster.url(), "start", source.toString(), TestCluster.HOME + "/in", "--profile",
                    "profile.jsonl", "--job-name", "profiled", "--synchronous");
            assertThat(started.exitCode()).as(started.toString()).isZero();
            long tasks = cluster.client().job("profiled").tasks().totalTasks();

            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(profile)) {
                lines.add(new JsonMapper().readTree(line));
            }
            assertThat(lines).filteredOn(line -> line.path("event").asText().equals("begin")).hasSize((int) tasks);
            assertThat(lines).filteredOn(line -> line.path("outcome").asText().equals("Done")).hasSize((int) tasks);
            assertThat(lines).extracting(line -> line.path("counts").path("registered").asInt())
                    .satisfies(counts -> assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500));
            Said drawn = Said.by(cluster.url(), "profile", profile.toString());
            assertThat(drawn.exitCode()).as(drawn.toString()).isZero();
            assertThat(drawn.out()).startsWith(profile + ".html: " + tasks + " tasks on ");
            assertThat(Path.of(profile + ".html")).content().contains("SyncFiles", "\"profiled\"");
        }
    }
}
