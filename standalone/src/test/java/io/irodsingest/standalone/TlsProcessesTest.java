package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.Certificates;
import io.irodsingest.testservers.RedisNode;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that speak to RabbitMQ and Redis by TLS. */
class TlsProcessesTest {
    private static final String CA_FILE = "IRODS_INGEST_CA_FILE";

    @TempDir
    private Path directory;

    @Test
    void aJobRunsByTlsAndAnUntrustedServerEndsAWorkerWithOneLine() throws Exception {
        Certificates right = Certificates.make(directory.resolve("right"), "ip:127.0.0.1");
        Certificates other = Certificates.make(directory.resolve("other"), "ip:127.0.0.1");
        Optional<RedisNode> redis = RedisNode.startWithTls(right, "geheim");
        Optional<BrokerServer> broker = redis.isEmpty() ? Optional.empty() : TestServers.brokerWithTls(right);
        if (broker.isEmpty()) {
            System.out.println("TlsProcessesTest is skipped: there is no redis-server or no rabbitmq-server");
        }
        try {
            assumeTrue(broker.isPresent());
            run(right, other, redis.get(), broker.get());
        } finally {
            redis.ifPresent(RedisNode::close);
            broker.ifPresent(BrokerServer::close);
        }
    }

    private void run(Certificates right, Certificates other, RedisNode redis, BrokerServer broker) throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int i = 0; i < 10; i++) {
            Files.writeString(source.resolve("file" + i), "text");
        }
        String[] user = broker.uri().getUserInfo().split(":", 2);
        ProcessCluster.Servers servers = new ProcessCluster.Servers(
                "amqps://" + user[0] + "@127.0.0.1:" + broker.uri().getPort(), user[1],
                "rediss://127.0.0.1:" + redis.port(), "geheim");
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods, servers)
                        .with(CA_FILE, right.authority().toString()).startOrchestrator()) {
            cluster.startWorker("-Xmx256m");
            JobView job = cluster.client()
                    .start(JobRequest.of(source.toString(), TestCluster.HOME + "/in").jobName("tls").build());
            JobView ended = await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(job.id()),
                    JobView::ended);
            assertThat(ended.count("registered")).isEqualTo(10);

            assertRefused(cluster.with(CA_FILE, other.authority().toString()),
                    "Redis refuses us: rediss://127.0.0.1:" + redis.port() + ": its certificate is of no authority");
            assertRefused(
                    cluster.with("IRODS_INGEST_REDIS_URL",
                            TestServers.redis().uri().toString().replaceFirst("//.*@", "//"))
                            .with("IRODS_INGEST_REDIS_PASSWORD", TestServers.redis().password()),
                    "RabbitMQ: no connection to 127.0.0.1:" + broker.uri().getPort()
                            + ": its certificate is of no authority");
            ProcessCluster.Ended wrong = cluster.with(CA_FILE, directory.resolve("none").toString()).runWorker();
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(told(wrong)).singleElement().asString().contains("there is no such file");
        }
    }

    private static void assertRefused(ProcessCluster cluster, String line) throws IOException, InterruptedException {
        ProcessCluster.Ended ended = cluster.runWorker();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
        assertThat(told(ended)).singleElement().asString().contains(line).contains("IRODS_INGEST_CA_FILE");
        assertThat(ended.lines()).noneMatch(text -> text.startsWith("\tat "));
    }

    private static List<String> told(ProcessCluster.Ended ended) {
        return ended.lines().stream().filter(text -> text.startsWith("irods-ingest-worker-filesystem: ")).toList();
    }
}
