package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of work: a worker ends what it has at work, gives back the rest, and nothing is done twice. */
class DrainTest {
    private static final int FILES = 400;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void aWorkerThatIsEndedUnderLoadEndsWellAndNoFinishedTaskIsBegunAgain() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(source.resolve("file-" + i), "x");
        }
        Path profile = directory.resolve("profile");
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods)) {
            irods.faults().delay(606, Duration.ofMillis(300), FILES);
            cluster.startOrchestrator();
            cluster.with("IRODS_INGEST_DRAIN", "20s").with("IRODS_INGEST_PROFILE_DIR", directory.toString())
                    .startWorker("-Xmx256m");
            JobView job = cluster.client().start(JobRequest.of(source.toString(), TestCluster.HOME + "/in")
                    .operation("PUT").filesPerTask(1).profile("profile").build());

            ProcessCluster.Ended ended = cluster.terminateWorker(() -> workersThatEnded(profile) == 2,
                    Duration.ofSeconds(30));

            assertThat(ended.exitCode()).isZero();
            await().atMost(Duration.ofMinutes(2)).until(() -> cluster.client().job(job.id()).ended());
            assertThat(cluster.client().job(job.id()).count("uploaded")).isEqualTo(FILES);
            assertThat(begunAfterTheirEnd(profile)).isEmpty();
        }
    }

    private static long workersThatEnded(Path profile) throws IOException {
        return Files.exists(profile)
                ? events(profile).stream().filter(event -> event.path("event").textValue().equals("end"))
                        .map(event -> event.path("worker").textValue()).distinct().count()
                : 0;
    }

    private static Set<Long> begunAfterTheirEnd(Path profile) throws IOException {
        Set<Long> done = new HashSet<>();
        Set<Long> again = new HashSet<>();
        for (JsonNode event : events(profile)) {
            long task = event.path("task").longValue();
            if (event.path("event").textValue().equals("begin") && done.contains(task)) {
                again.add(task);
            } else if (event.path("event").textValue().equals("end")) {
                done.add(task);
            }
        }
        assertThat(done).hasSizeGreaterThan(FILES);
        return again;
    }

    /** The last line may be on its way. */
    private static List<JsonNode> events(Path profile) throws IOException {
        String text = Files.readString(profile);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(DrainTest::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException notJson) {
            throw new AssertionError(line, notJson);
        }
    }
}
