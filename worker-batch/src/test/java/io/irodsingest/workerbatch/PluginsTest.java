package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors of a jar at work: what they share is opened once, and what cannot be opened puts work back. */
class PluginsTest {
    private static final String INITIALIZER = """
            public class Opens implements Initializer {
                public static class Shared implements AutoCloseable {
                    private final java.nio.file.Path notes;
                    Shared(java.nio.file.Path notes) throws Exception { this.notes = notes; note("opened"); }
                    void note(String text) throws Exception {
                        java.nio.file.Files.writeString(notes, text + "\\n", java.nio.file.StandardOpenOption.CREATE,
                                java.nio.file.StandardOpenOption.APPEND);
                    }
                    @Override public void close() throws Exception { note("closed"); }
                }
                @Override public String app() { return "lab"; }
                @Override public AutoCloseable open(Map<String, String> settings) throws Exception {
                    java.nio.file.Path directory = java.nio.file.Path.of("%s");
                    if (!java.nio.file.Files.exists(directory.resolve("ready"))) {
                        throw new IllegalStateException("no database");
                    }
                    return new Shared(directory.resolve("notes"));
                }
            }
            """;

    @TempDir
    private Path directory;

    @TempDir
    private Path notes;

    @Test
    void whatAnApplicationSharesIsOpenedOnceAndClosedWithTheWorker() throws Exception {
        Files.createFile(notes.resolve("ready"));
        jar();
        try (BatchCluster cluster = new BatchCluster()) {
            Worker worker = cluster.worker(Optional.of(directory));

            String batch = cluster.submit(lab(), JobOptions.NONE, 1, List.of("1", "2", "3", "4", "5"));

            assertThat(BatchCluster.counts(cluster.ended(batch))).containsExactly(5L, 5L, 0L);
            assertThat(cluster.results(batch).get(1L)).isEqualTo(new Succeeded(1, "\"Shared\"", Map.of()));
            worker.close();
            assertThat(Files.readAllLines(notes.resolve("notes"))).containsExactly("opened", "closed");
        }
    }

    @Test
    void whatCannotBeOpenedPutsWorkBackVisiblyAndGoesOnWhenItCan() throws Exception {
        jar();
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.worker(Optional.of(directory));

            String batch = cluster.submit(lab(), "1", "2");

            await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(cluster.beats())
                    .flatExtracting(Beat::waitingFor).containsExactly("application lab: open of Opens (lab.jar) failed:"
                            + " IllegalStateException: no database"));
            assertThat(cluster.job(batch).waitingFor().orElseThrow().reason()).contains("no database");
            String other = cluster.submit(BatchCluster.spec("rows"), "{}");
            assertThat(BatchCluster.counts(cluster.ended(other))).as("it holds no thread").containsExactly(1L, 1L, 0L);

            Files.createFile(notes.resolve("ready"));

            assertThat(BatchCluster.counts(cluster.ended(batch))).containsExactly(2L, 2L, 0L);
            await().untilAsserted(() -> assertThat(cluster.beats()).flatExtracting(Beat::waitingFor).isEmpty());
        }
    }

    @Test
    void aWorkerWithoutTheProcessorLeavesRowsToOneThatHasIt() throws Exception {
        Files.createFile(notes.resolve("ready"));
        jar();
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.worker();
            String batch = cluster.submit(lab(), "1", "2");
            await().atMost(30, TimeUnit.SECONDS).until(() -> cluster.job(batch).waitingFor().isPresent());

            cluster.worker(Optional.of(directory));

            assertThat(BatchCluster.counts(cluster.ended(batch))).containsExactly(2L, 2L, 0L);
            assertThat(cluster.beats()).flatExtracting(Beat::offers).contains("batch lab tag", "batch sample rows");
        }
    }

    private void jar() throws Exception {
        new PluginJars(directory).with("Initializer", "Opens", INITIALIZER.formatted(notes)).rows("Tag", "lab", "tag",
                "public RowResult process(Row row, BatchContext context) { return RowResult.success('\"'"
                        + " + context.resources(Opens.Shared.class).getClass().getSimpleName() + '\"'); }")
                .make("lab.jar");
    }

    private static BatchSpec lab() {
        return new BatchSpec(new Processor("lab", "tag"), false, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Duration.ofSeconds(10)), Optional.empty());
    }
}
