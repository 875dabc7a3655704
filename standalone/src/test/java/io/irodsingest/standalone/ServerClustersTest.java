package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.RabbitMqCluster;
import io.irodsingest.testservers.RedisCluster;
import io.irodsingest.testservers.RedisNode;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of RabbitMQ and of Redis, of which a node each is killed in the middle of a job and comes back. */
class ServerClustersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int FILES = 20_000;
    private static final int REGISTER = 20008;

    @TempDir
    private Path directory;

    @Test
    void countsAreExactAlthoughANodeOfEachIsKilledAndComesBack() throws Exception {
        List<Integer> ports;
        try (RabbitMqCluster brokers = present(RabbitMqCluster.start(3), "rabbitmq-server");
                RedisCluster redis = present(RedisCluster.start(), "redis-server and redis-cli")) {
            ports = Stream.concat(brokers.ports().stream(), redis.nodes().stream().map(RedisNode::port)).toList();
            runJob(brokers, redis);
        }
        assertThat(ports).as("nothing is left behind").noneMatch(ServerClustersTest::isListening);
    }

    private void runJob(RabbitMqCluster brokers, RedisCluster redis) throws Exception {
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(FILES, 5, 1).makeIn(source);
        assertThat(made.files()).isEqualTo(FILES);
        String target = TestCluster.HOME + "/in";
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods, new ProcessCluster.Servers(
                        brokers.address(), brokers.password(), redis.address(), redis.password()))
                        .startOrchestrator()) {
            // slow enough that the job is in its middle while nodes are away
            irods.faults().delay(REGISTER, Duration.ofMillis(20), Integer.MAX_VALUE);
            cluster.startWorker("-Xmx256m");
            cluster.startWorker("-Xmx256m");
            AdminClient client = cluster.client();
            JobView job = client.start(JobRequest.of(source.toString(), target).jobName("clusters").build());
            await().atMost(PATIENCE).until(() -> done(client, job) > FILES / 10);
            assertThat(brokers.members("file")).as("copies of the queue").isEqualTo(3);
            RedisNode master = redis.masters().stream()
                    .filter(node -> node.ask("EXISTS ii:job:{" + job.id() + "}").equals(":1")).findFirst()
                    .orElseThrow();
            BrokerServer leader = brokers.leader("file");

            long atKill = done(client, job);
            leader.kill();
            master.kill();
            await().atMost(PATIENCE).until(() -> redis.masters().size() == 3);
            await().atMost(PATIENCE).until(() -> done(client, job) > atKill + FILES / 10);
            System.out.println("killed at " + atKill + " files, without the nodes until " + done(client, job));
            assertThat(client.job(job.id()).ended()).as("still in its middle").isFalse();
            leader.start();
            master.start();
            redis.awaitSound();
            irods.faults().clear();

            JobView ended = await().atMost(PATIENCE).ignoreException(AwayException.class)
                    .until(() -> client.job(job.id()), JobView::ended);
            assertThat(client.failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.tasks().remainingTasks()).isZero();
            assertThat(ended.count("failed")).isZero();
            assertThat(ended.count("registered") + ended.count("existing")).isEqualTo(FILES);
            try (Catalog catalog = Catalog.of(irods)) {
                // tells two replicas of a path, too
                assertThat(catalog.replicas(target).keySet())
                        .containsExactlyElementsOf(Expected.of(source, target).dataObjects());
            }
            await().atMost(PATIENCE).until(() -> client.health().status() == HealthView.Status.UP);
            assertThat(cluster.logs()).allSatisfy(
                    log -> assertThat(log.lines().filter(line -> line.startsWith("\tat "))).as("stack traces")
                            .isEmpty());
        }
    }

    private static <T> T present(Optional<T> cluster, String programs) {
        if (cluster.isEmpty()) {
            System.out.println("ServerClustersTest is skipped: there is no " + programs);
            abort("there is no " + programs);
        }
        return cluster.get();
    }

    /** -1 while the orchestrator cannot tell. */
    private static long done(AdminClient client, JobView job) {
        try {
            JobView now = client.job(job.id());
            return now.count("registered") + now.count("existing");
        } catch (AwayException away) {
            return -1;
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
