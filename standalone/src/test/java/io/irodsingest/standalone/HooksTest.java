package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.EventHandlerFiles;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks are called in order, and once for each event, also when workers die in the middle of them. */
class HooksTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int THREADS = 2;

    /**
     * Writes each call down. When so many bytes are written as the limit says, post hooks wait until it is another, and leave a
     * sign of their process, so that a test can kill a worker whose threads are all in hooks that have had no effect yet.
     */
    private static final String RECORDING = """
            import io.irodsingest.handlerapi.*;
            import java.nio.file.*;
            import java.util.UUID;

            public class Recording implements EventHandler {
                private static final Path DIRECTORY = Path.of("@DIRECTORY@");

                private static void note(String event, String path) throws Exception {
                    Files.writeString(DIRECTORY.resolve("calls"), event + " " + path + "\\n",
                            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }

                private static String limit() throws Exception {
                    return Files.readString(DIRECTORY.resolve("limit"));
                }

                private static void waitAtLimit() throws Exception {
                    String limit = limit();
                    if (Files.size(DIRECTORY.resolve("calls")) >= Long.parseLong(limit)) {
                        Files.createFile(DIRECTORY.resolve("waiting").resolve(
                                limit + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
                        while (limit().equals(limit)) {
                            Thread.sleep(10);
                        }
                    }
                }

                @Override
                public void preJob(Job job, Session session) throws Exception {
                    note("preJob", job.target());
                }

                @Override
                public void postJob(Job job, Session session) throws Exception {
                    note("postJob", job.target());
                }

                @Override
                public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    note("pre", entry.targetPath());
                }

                @Override
                public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    waitAtLimit();
                    note("post", entry.targetPath());
                }

                @Override
                public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
                    waitAtLimit();
                    note("collection", entry.targetPath());
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path handler;

    @BeforeEach
    void writeTheHandler() throws IOException {
        handler = Files.writeString(directory.resolve("Recording.java"),
                RECORDING.replace("@DIRECTORY@", directory.toString()));
        Files.createDirectory(directory.resolve("waiting"));
        limit(Long.MAX_VALUE);
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
        limit(bytes / 4);
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
                    .filesPerTask(10).eventHandler(EventHandlerFiles.read(handler)).build());
            for (long next : new long[]{bytes / 2, Long.MAX_VALUE}) {
                JvmProcess victim = workers.remove(random.nextInt(workers.size()));
                await().atMost(PATIENCE).until(() -> waitingOf(victim) == THREADS);
                victim.kill();
                limit(next);
                workers.add(cluster.startWorker("-Xmx256m"));
            }
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("registered")).isEqualTo(made.files());
            assertThat(calls("post")).containsExactlyInAnyOrderElementsOf(expected.dataObjects());
            assertThat(new HashSet<>(calls("pre"))).isEqualTo(Set.copyOf(expected.dataObjects()));
            assertThat(calls("collection")).containsExactlyInAnyOrderElementsOf(expected.collections());
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
        limit(0);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "1")) {
            JvmProcess victim = cluster.startOrchestrator().startWorker("-Xmx256m");
            JobView job = cluster.client().start(JobRequest.of(source.toString(), TARGET).jobName("collections")
                    .eventHandler(EventHandlerFiles.read(handler)).build());
            // first the target itself, then one below it, and then each that is left
            for (int i = 0; i < expected.collections().size(); i++) {
                JvmProcess waiting = victim;
                await().atMost(PATIENCE).until(() -> waitingOf(waiting) == 1);
                if (i < 3) {
                    victim.kill();
                    victim = cluster.startWorker("-Xmx256m");
                    JvmProcess successor = victim;
                    await().atMost(PATIENCE).until(() -> waitingOf(successor) == 1);
                }
                limit(i + 1 < expected.collections().size() ? i + 1 : Long.MAX_VALUE);
            }
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(calls("collection")).containsExactlyInAnyOrderElementsOf(expected.collections());
            assertThat(ended.count("collections_created")).isEqualTo(expected.collections().size());
        }
    }

    @Test
    void jobHooksAreCalledOnceAPass() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("a"), "a");
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            JobView job = cluster.client().start(TestCluster.job(source, TARGET).interval(1.0)
                    .eventHandler(EventHandlerFiles.read(handler)).build());
            await().atMost(PATIENCE).until(() -> calls("postJob").size() >= 3);
            JobView stopped = cluster.client().stop(job.id());
            await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            List<String> jobHooks = lines().stream().map(line -> line.substring(0, line.indexOf(' ')))
                    .filter(event -> event.endsWith("Job")).toList();
            assertThat(stopped.passes()).isGreaterThanOrEqualTo(3);
            assertThat(jobHooks.subList(0, 6)).containsExactly("preJob", "postJob", "preJob", "postJob", "preJob",
                    "postJob");
            assertThat(calls("post")).as("an unchanged file has no event").hasSize(1);
        }
    }

    private void assertOrder() throws IOException {
        List<String> lines = lines();
        assertThat(lines.getFirst()).startsWith("preJob ");
        assertThat(lines.getLast()).startsWith("postJob ");
        assertThat(calls("preJob")).hasSize(1);
        assertThat(calls("postJob")).hasSize(1);
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

    private List<String> calls(String event) throws IOException {
        return lines().stream().filter(line -> line.startsWith(event + ' '))
                .map(line -> line.substring(event.length() + 1)).collect(Collectors.toList());
    }

    private List<String> lines() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private long waitingOf(JvmProcess process) throws IOException {
        try (Stream<Path> signs = Files.list(directory.resolve("waiting"))) {
            String sign = Files.readString(directory.resolve("limit")) + '-' + process.pid() + '-';
            return signs.filter(file -> file.getFileName().toString().startsWith(sign)).count();
        }
    }

    /** After how many bytes of noted calls post hooks wait. */
    private void limit(long bytes) throws IOException {
        Path next = Files.writeString(directory.resolve("next limit"), Long.toString(bytes));
        Files.move(next, directory.resolve("limit"), StandardCopyOption.ATOMIC_MOVE);
    }
}
