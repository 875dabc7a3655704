package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.Trees;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of deletions are called in order, and once for each event, also when deletion workers die in the middle of them. */
class DeletionHooksTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int COLLECTIONS = 20;
    private static final int FILES_EACH = 10;

    @TempDir
    private Path directory;
    private Path source;
    private Recorder recorder;

    @Test
    void eachPostHookOfADeletionIsCalledOnceThoughWorkersDie() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        recorder = new Recorder(directory);
        Files.writeString(source.resolve("stays"), "here");
        for (int i = 0; i < COLLECTIONS; i++) {
            // some below others
            Path folder = Files.createDirectories(source.resolve("gone" + "/below".repeat(i % 4) + i));
            for (int j = 0; j < FILES_EACH; j++) {
                Files.writeString(folder.resolve("file" + j), "file");
            }
        }
        Catalog.Expected before = Catalog.Expected.of(source, TARGET);
        List<String> objects = before.dataObjects().stream().filter(path -> !path.endsWith("/stays")).toList();
        List<String> collections = before.collections().stream().filter(path -> !path.equals(TARGET)).toList();
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "2");
                Catalog catalog = Catalog.of(irods)) {
            cluster.startOrchestrator().startWorker("-Xmx256m");
            JvmProcess first = cluster.startDeleteWorker();
            assertThat(ended(cluster, start(cluster)).count("uploaded")).isEqualTo(objects.size() + 1);
            try (var folders = Files.list(source)) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    Trees.delete(folder);
                }
            }
            recorder.forget();
            long bytes = bytes("preDelete", objects) + bytes("postDelete", objects);

            recorder.limit(bytes / 2);
            JobView job = start(cluster);
            await().atMost(PATIENCE).until(() -> recorder.waitingOf(first) == 2);
            first.kill();
            // all objects, half of the collections, and what was called again
            recorder.limit(bytes + bytes("preJob", List.of(TARGET)) + bytes("preDelete", objects.subList(0, 2))
                    + (bytes("preCollDelete", collections) + bytes("postCollDelete", collections)) / 2);
            JvmProcess second = cluster.with("IRODS_INGEST_THREADS", "1").startDeleteWorker();
            await().atMost(PATIENCE).until(() -> recorder.waitingOf(second) == 1);
            assertThat(recorder.calls("postCollDelete")).as("in the middle of the collections").isNotEmpty()
                    .hasSizeLessThan(collections.size());
            second.kill();
            recorder.limit(Long.MAX_VALUE);
            cluster.startDeleteWorker();

            JobView ended = ended(cluster, job);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("deleted")).isEqualTo(objects.size());
            assertThat(ended.count("collections_deleted")).isEqualTo(collections.size());
            assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/stays");
            assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
            assertThat(recorder.calls("postDelete")).containsExactlyInAnyOrderElementsOf(objects);
            assertThat(recorder.calls("postCollDelete")).containsExactlyInAnyOrderElementsOf(collections);
            assertThat(new HashSet<>(recorder.calls("preDelete"))).containsExactlyInAnyOrderElementsOf(objects);
            assertThat(new HashSet<>(recorder.calls("preCollDelete")))
                    .containsExactlyInAnyOrderElementsOf(collections);
            assertOrder();
        }
    }

    private void assertOrder() throws IOException {
        List<String> lines = recorder.lines();
        assertThat(lines.getFirst()).startsWith("preJob ");
        assertThat(lines.getLast()).startsWith("postJob ");
        assertThat(recorder.calls("postJob")).hasSize(1);
        HashSet<String> begun = new HashSet<>();
        HashSet<String> gone = new HashSet<>();
        for (String line : lines) {
            String path = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("pre")) {
                begun.add(path);
            } else if (line.startsWith("post") && !line.startsWith("postJob")) {
                assertThat(begun).contains(path);
                assertThat(gone).as("deepest first").noneMatch(earlier -> path.startsWith(earlier + '/'));
                gone.add(path);
            }
        }
    }

    private JobView start(ProcessCluster cluster) throws Exception {
        return cluster.client().start(JobRequest.of(source.toString(), TARGET).operation("PUT_SYNC")
                .deleteMode("NO_TRASH").filesPerTask(5).eventHandler(recorder.handler()).build());
    }

    private static JobView ended(ProcessCluster cluster, JobView job) {
        return await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
    }

    private static long bytes(String event, List<String> paths) {
        return paths.stream().mapToLong(path -> (event + ' ' + path + '\n').length()).sum();
    }
}
