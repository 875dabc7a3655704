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
     * Writes each call down. While the gate exists, post hooks wait at it and leave a sign of their process, so that a test can
     * kill a worker whose threads are all in hooks that have had no effect yet.
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

                private static void passGate() throws Exception {
                    if (Files.exists(DIRECTORY.resolve("gate"))) {
                        Files.createFile(DIRECTORY.resolve("waiting")
                                .resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
                        while (Files.exists(DIRECTORY.resolve("gate"))) {
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
                    passGate();
                    note("post", entry.targetPath());
                }

                @Override
                public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
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
    }

    @Test
    void eachPostHookIsCalledOnceThoughWorkersDie() throws Exception {
        long seed = System.nanoTime();
        System.out.println("HooksTest seed " + seed);
        Random random = new Random(seed);
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(1000, 20, seed).makeIn(source);
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
            for (long due : new long[]{made.files() / 4, made.files() / 2}) {
                await().atMost(PATIENCE).until(() -> calls("post").size() >= due);
                JvmProcess victim = workers.remove(random.nextInt(workers.size()));
                Files.createFile(directory.resolve("gate"));
                await().atMost(PATIENCE).until(() -> waitingOf(victim) == THREADS);
                victim.kill();
                Files.delete(directory.resolve("gate"));
                workers.add(cluster.startWorker("-Xmx256m"));
            }
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("registered")).isEqualTo(made.files());
            Catalog.Expected expected = Catalog.Expected.of(source, TARGET);
            assertThat(calls("post")).containsExactlyInAnyOrderElementsOf(expected.dataObjects());
            assertThat(new HashSet<>(calls("pre"))).isEqualTo(Set.copyOf(expected.dataObjects()));
            assertThat(calls("collection")).doesNotHaveDuplicates()
                    .isSubsetOf(expected.collections()).hasSizeGreaterThanOrEqualTo((int) made.directories() - 1);
            assertOrder();
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
            return signs.filter(sign -> sign.getFileName().toString().startsWith(process.pid() + "-")).count();
        }
    }
}
