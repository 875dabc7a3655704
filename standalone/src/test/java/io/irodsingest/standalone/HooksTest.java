package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks are called in order, and once for each event, also when workers die in the middle of them. */
class HooksTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int THREADS = 2;

    @TempDir
    private Path directory;

    private Recorder recorder;

    @BeforeEach
    void writeTheHandler() throws IOException {
        recorder = new Recorder(directory);
    }

    @Test
    void eachPostHookIsCalledOnceThoughWorkersDie() throws Exception {
        long seed = System.nanoTime();
        System.out.println("HooksTest seed " + seed);
        Random random = new Random(seed);
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(1000, 20, seed).makeIn(source);
        Catalog.Expected expected = Catalog.Expected.of(source, TARGET);
        long bytes = expected.dataObjects().stream().mapToLong(path -> ("pre post " + path + path).length() + 2).sum();
        recorder.limit(bytes / 4);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS",
                        String.valueOf(THREADS))) {
            cluster.startOrchestrator();
            List<JvmProcess> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                workers.add(cluster.startWorker("-Xmx256m"));
            }
            JobView job = cluster.client().start(JobRequest.of(source.toString(), TARGET).jobName("hooks")
                    .filesPerTask(10).eventHandler(recorder.handler()).build());
            for (long next : new long[]{bytes / 2, Long.MAX_VALUE}) {
                JvmProcess victim = workers.remove(random.nextInt(workers.size()));
                await().atMost(PATIENCE).until(() -> recorder.waitingOf(victim) == THREADS);
                victim.kill();
                recorder.limit(next);
                workers.add(cluster.startWorker("-Xmx256m"));
            }
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("registered")).isEqualTo(made.files());
            assertThat(recorder.calls("post")).containsExactlyInAnyOrderElementsOf(expected.dataObjects());
            assertThat(new HashSet<>(recorder.calls("pre"))).isEqualTo(Set.copyOf(expected.dataObjects()));
            assertThat(recorder.calls("collection")).containsExactlyInAnyOrderElementsOf(expected.collections());
            assertOrder();
        }
    }

    @Test
    void collectionsAreToldOfOnceThoughTheWorkerDiesBetweenMakingAndTelling() throws Exception {
        Path source = directory.resolve("source");
        for (String path : List.of("a/b/c", "d/e", "f")) {
            Files.createDirectories(source.resolve(path));
        }
        Catalog.Expected expected = Catalog.Expected.of(source, TARGET);
        recorder.limit(0);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "1")) {
            JvmProcess victim = cluster.startOrchestrator().startWorker("-Xmx256m");
            JobView job = cluster.client().start(JobRequest.of(source.toString(), TARGET).jobName("collections")
                    .eventHandler(recorder.handler()).build());
            // first the target itself, then one below it, and then each that is left
            for (int i = 0; i < expected.collections().size(); i++) {
                JvmProcess waiting = victim;
                await().atMost(PATIENCE).until(() -> recorder.waitingOf(waiting) == 1);
                if (i < 3) {
                    victim.kill();
                    victim = cluster.startWorker("-Xmx256m");
                    JvmProcess successor = victim;
                    await().atMost(PATIENCE).until(() -> recorder.waitingOf(successor) == 1);
                }
                recorder.limit(i + 1 < expected.collections().size() ? i + 1 : Long.MAX_VALUE);
            }
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(recorder.calls("collection")).containsExactlyInAnyOrderElementsOf(expected.collections());
            assertThat(ended.count("collections_created")).isEqualTo(expected.collections().size());
        }
    }

    @Test
    void jobHooksAreCalledOnceAPass() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("a"), "a");
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            JobView job = cluster.client().start(TestCluster.job(source, TARGET).interval(1.0)
                    .eventHandler(recorder.handler()).build());
            await().atMost(PATIENCE).until(() -> recorder.calls("postJob").size() >= 3);
            JobView stopped = cluster.client().stop(job.id());
            await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            List<String> jobHooks = recorder.lines().stream().map(line -> line.substring(0, line.indexOf(' ')))
                    .filter(event -> event.endsWith("Job")).toList();
            assertThat(stopped.pass().passes()).isGreaterThanOrEqualTo(3);
            assertThat(jobHooks.subList(0, 6)).containsExactly("preJob", "postJob", "preJob", "postJob", "preJob",
                    "postJob");
            assertThat(recorder.calls("post")).as("an unchanged file has no event").hasSize(1);
        }
    }

    private void assertOrder() throws IOException {
        List<String> lines = recorder.lines();
        assertThat(lines.getFirst()).startsWith("preJob ");
        assertThat(lines.getLast()).startsWith("postJob ");
        assertThat(recorder.calls("preJob")).hasSize(1);
        assertThat(recorder.calls("postJob")).hasSize(1);
        Set<String> begun = new HashSet<>();
        for (String line : lines) {
            String path = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("pre ")) {
                begun.add(path);
            } else if (line.startsWith("post ")) {
                assertThat(begun).contains(path);
            }
        }
    }
}
