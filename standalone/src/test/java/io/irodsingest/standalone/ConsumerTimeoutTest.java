package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * RabbitMQ takes back what was not acknowledged in time, and closes the channel, while tasks take three times as long. For how many seconds,
 * the system properties {@code irods-ingest.test.consumer-timeout} and {@code irods-ingest.test.long-task} say; a server looks
 * once a minute as a rule, and here each second.
 */
class ConsumerTimeoutTest {
    private static final Duration TIMEOUT = Duration
            .ofSeconds(Integer.getInteger("irods-ingest.test.consumer-timeout", 5));
    private static final Duration TASK = Duration.ofSeconds(Integer.getInteger("irods-ingest.test.long-task", 15));
    private static final int REGISTER = 20008;
    private static final int TASKS = 4;
    private static final int FILES_PER_TASK = 10;
    private static final int FILES = TASKS * FILES_PER_TASK;
    private static final Duration PATIENCE = Duration.ofMinutes(3).plus(TASK.multipliedBy(TASKS));

    @TempDir
    private Path directory;

    @Test
    void tasksThatTakeLongerAreDoneOnceAndCountedOnce() throws Exception {
        Optional<BrokerServer> own = TestServers
                .brokerWith(Map.of("consumer_timeout", TIMEOUT.toMillis(), "channel_tick_interval", 1000L));
        assumeTrue(own.isPresent(), "needs the machine's RabbitMQ");
        try {
            run(own.get());
        } finally {
            own.get().close();
        }
    }

    private void run(BrokerServer broker) throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(source.resolve("file-" + i), "content");
        }
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods, ProcessCluster.Servers.with(broker))
                        .with("IRODS_INGEST_THREADS", "1").startOrchestrator();
                Catalog catalog = Catalog.of(irods)) {
            cluster.startWorker("-Xmx256m");
            cluster.startWorker("-Xmx256m");
            irods.faults().delay(REGISTER, TASK.dividedBy(FILES_PER_TASK), Integer.MAX_VALUE);

            JobView job = cluster.client().start(JobRequest.of(source.toString(), TestCluster.HOME + "/in")
                    .filesPerTask(FILES_PER_TASK).build());
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);

            long timeouts = cluster.logs().stream().flatMap(String::lines)
                    .filter(line -> line.contains("is made again") && line.contains("timed out")).count();
            System.out.println("ConsumerTimeoutTest: " + broker.product() + ", consumer_timeout " + TIMEOUT.toSeconds()
                    + " s, tasks of " + TASK.toSeconds() + " s: " + ended.state() + " after "
                    + ended.pass().elapsedTime()
                    + " s, consumers that were timed out: " + timeouts + ", " + ended.counts());
            assertThat(timeouts).as("RabbitMQ took deliveries back").isPositive();
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.tasks().remainingTasks()).isZero();
            assertThat(ended.count("files")).isEqualTo(FILES);
            assertThat(ended.count("registered")).isEqualTo(FILES);
            assertThat(ended.count("existing")).as("done a second time").isZero();
            assertThat(irods.counts().of(REGISTER)).as("each entry was handled once").isEqualTo(FILES);
            assertThat(catalog.replicas(TestCluster.HOME + "/in")).hasSize(FILES)
                    .allSatisfy((path, replica) -> assertThat(replica.status()).isEqualTo("1"));
        }
    }
}
