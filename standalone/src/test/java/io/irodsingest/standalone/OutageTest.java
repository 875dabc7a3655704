package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is away for a while in the middle of a job; for how many seconds, the system property
 * {@code irods-ingest.test.outage} says.
 */
class OutageTest {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("irods-ingest.test.outage", 12));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int FILES = 4000;

    @TempDir
    private Path directory;

    @AfterEach
    void bringBack() {
        for (TestServer server : List.of(TestServers.redis(), TestServers.broker())) {
            if (server.canStop()) {
                server.start();
            }
        }
    }

    @Test
    void workWaitsForRedis() throws Exception {
        TestServer redis = TestServers.redis();
        assumeTrue(redis.canStop());
        outage("Redis", irods -> redis.stop(), irods -> redis.start());
    }

    @Test
    void workWaitsForTheBroker() throws Exception {
        TestServer broker = TestServers.broker();
        assumeTrue(broker.canStop());
        outage("RabbitMQ", irods -> broker.stop(), irods -> broker.start());
    }

    @Test
    void workWaitsForIrods() throws Exception {
        outage("iRODS", irods -> {
            irods.faults().refuseConnections(true);
            irods.faults().cutAllConnections();
        }, irods -> irods.faults().refuseConnections(false));
    }

    /** Takes something away or brings it back. */
    @FunctionalInterface
    private interface Move {
        void on(MiniIrods irods) throws IOException;
    }

    private void outage(String name, Move away, Move back) throws Exception {
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(FILES, 5, 1).makeIn(source);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).startOrchestrator()) {
            // slow enough that the job is in its middle when the server is gone, which takes seconds
            irods.faults().delay(20008, Duration.ofMillis(50), Integer.MAX_VALUE);
            cluster.startWorker("-Xmx256m");
            AdminClient client = cluster.client();
            JobView job = client
                    .start(JobRequest.of(source.toString(), TestCluster.HOME + "/in").jobName("outage").build());
            await().atMost(PATIENCE).until(() -> client.job(job.id()).count("registered") > FILES / 10);

            away.on(irods);
            Instant until = Instant.now().plus(AWAY);
            await().atMost(PATIENCE).until(() -> tellsOf(client, name));
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(until));
            assertThat(tellsOf(client, name)).as("the wait is still visible").isTrue();
            irods.faults().clear();
            back.on(irods);

            JobView ended = await().atMost(PATIENCE).ignoreException(AwayException.class)
                    .until(() -> client.job(job.id()), JobView::ended);
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("failed")).isZero();
            assertThat(ended.count("registered") + ended.count("existing")).isEqualTo(made.files());
            await().atMost(PATIENCE).until(() -> client.health().status() == HealthView.Status.UP);
            List<String> log = log("worker");
            assertThat(log).filteredOn(line -> line.contains("waiting for " + name)).hasSize(1);
            assertThat(log).filteredOn(line -> line.contains(name + " is back")).hasSize(1);
            assertThat(log).as("no flood").hasSizeLessThan(20);
        }
    }

    /** In health, and in the list when that can be had. */
    private static boolean tellsOf(AdminClient client, String name) throws AwayException {
        HealthView health = client.health();
        boolean inHealth = health.status() != HealthView.Status.UP
                && health.toString().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
        try {
            return inHealth && client.jobs().toString().contains("waitingFor=[" + name);
        } catch (AwayException redisIsAway) {
            return inHealth && name.equals("Redis") && redisIsAway.getMessage().contains(name);
        }
    }

    private List<String> log(String process) throws IOException {
        try (Stream<Path> logs = Files.list(directory)) {
            Path log = logs.filter(file -> file.getFileName().toString().startsWith(process)).findFirst().orElseThrow();
            return Files.readAllLines(log);
        }
    }
}
