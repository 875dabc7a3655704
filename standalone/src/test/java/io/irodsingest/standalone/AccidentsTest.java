package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything dies in the middle of one large job; with uploads and all else a soak does that. The order and the moments are random: the seed is printed, and the system property
 * {@code irods-ingest.test.seed} gives one. {@code irods-ingest.test.files} sets how many files there are.
 */
class AccidentsTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final int REGISTER = 20008;
    private static final int FILES = Integer.getInteger("irods-ingest.test.files", 20_000);
    /** Tasks of 50 files on four threads of each of three workers. */
    private static final int MOST_DONE_TWICE = 3 * 4 * 50;
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @TempDir
    private Path directory;

    private final List<JvmProcess> workers = new ArrayList<>();

    @Test
    void whateverDiesEveryFileArrivesOnce() throws Exception {
        long seed = Long.getLong("irods-ingest.test.seed", System.nanoTime());
        System.out.println("AccidentsTest seed " + seed);
        Random random = new Random(seed);
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(FILES, 20, seed).makeIn(source);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "2")) {
            delayRequests(irods, Duration.ofMillis(4));
            cluster.startOrchestrator();
            for (int i = 0; i < 3; i++) {
                workers.add(cluster.startWorker("-Xmx256m"));
            }
            JobView job = cluster.client()
                    .start(JobRequest.of(source.toString(), TARGET).jobName("accidents").build());
            List<Accident> accidents = accidents(cluster, irods, random);
            Collections.shuffle(accidents, random);
            for (int i = 0; i < accidents.size(); i++) {
                long due = made.files() * (i + 1) / (accidents.size() + 2);
                long done = await().atMost(PATIENCE).until(progress(cluster.client(), job.id()), now -> now >= due);
                System.out.println("  after " + done + " files: " + accidents.get(i).name());
                assertThat(done).as("in the middle").isLessThan(made.files());
                // what is started again takes seconds, in which the others are not to come to the end
                delayRequests(irods, Duration.ofSeconds(1));
                accidents.get(i).happen().call();
                delayRequests(irods, Duration.ofMillis(4));
            }
            irods.faults().clear();
            JobView ended = await().atMost(PATIENCE).until(() -> look(cluster.client(), job.id()),
                    found -> found.isPresent() && found.get().ended()).get();
            System.out.println(
                    "  " + ended.state() + " after " + ended.pass().elapsedTime() + " s, " + ended.tasks().totalTasks()
                            + " tasks, "
                            + ended.tasks().retriedTasks() + " retried, " + ended.counts());
            assertExact(ended, made, source, irods, cluster);
        }
    }

    private static void delayRequests(MiniIrods irods, Duration delay) {
        irods.faults().clear();
        irods.faults().delay(REGISTER, delay, Integer.MAX_VALUE);
    }

    private record Accident(String name, Callable<?> happen) {}

    private List<Accident> accidents(ProcessCluster cluster, MiniIrods irods, Random random) {
        List<Accident> accidents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            accidents.add(new Accident("kill -9 of a worker", () -> {
                workers.remove(random.nextInt(workers.size())).kill();
                return workers.add(cluster.startWorker("-Xmx256m"));
            }));
        }
        accidents.add(new Accident("kill -9 of the orchestrator", () -> {
            cluster.killOrchestrator();
            return cluster.startOrchestrator();
        }));
        if (TestServers.broker().canStop()) {
            accidents.add(new Accident("the broker is restarted", () -> {
                TestServers.broker().stop();
                TestServers.broker().start();
                return true;
            }));
        }
        if (TestServers.redis().canStop()) {
            accidents.add(new Accident("kill -9 of Redis", () -> {
                TestServers.redis().kill();
                TestServers.redis().start();
                return true;
            }));
        }
        for (int i = 0; i < 4; i++) {
            accidents.add(new Accident("all connections to iRODS are cut", () -> {
                irods.faults().cutAllConnections();
                return true;
            }));
        }
        return accidents;
    }

    private static Callable<Long> progress(AdminClient client, String id) {
        return () -> look(client, id)
                .map(job -> job.count("registered") + job.count("uploaded") + job.count("existing"))
                .orElse(-1L);
    }

    /** Empty while the orchestrator cannot tell. */
    private static Optional<JobView> look(AdminClient client, String id) {
        try {
            return Optional.of(client.job(id));
        } catch (AwayException away) {
            return Optional.empty();
        }
    }

    private static void assertExact(JobView ended, SourceTree.Made made, Path source, MiniIrods irods,
            ProcessCluster cluster)
            throws Exception {
        assertThat(cluster.client().failures(ended.id(), 10).failures()).isEmpty();
        assertThat(ended.state()).isEqualTo("COMPLETED");
        assertThat(ended.tasks().remainingTasks()).isZero();
        assertThat(ended.count("files")).isEqualTo(made.files());
        assertThat(ended.count("directories")).isEqualTo(made.directories());
        assertThat(
                ended.count("registered") + ended.count("uploaded") + ended.count("existing") + ended.count("updated")
                        + ended.count("unchanged"))
                .isEqualTo(made.files());
        // what was done a second time is found as existing; only commits that Redis lost may come to that
        assertThat(ended.count("registered") + ended.count("uploaded")).isGreaterThan(made.files() - MOST_DONE_TWICE);
        Expected expected = Expected.of(source, TARGET);
        try (Catalog catalog = Catalog.of(irods)) {
            assertThat(catalog.collections(TARGET)).isEqualTo(expected.collections());
            var replicas = catalog.replicas(TARGET);
            assertThat(replicas.keySet()).containsExactlyElementsOf(expected.dataObjects());
            assertThat(replicas.values()).allSatisfy(replica -> {
                assertThat(replica.status()).isEqualTo("1");
                assertThat(replica.size()).isEqualTo(20);
            });
        }
    }
}
