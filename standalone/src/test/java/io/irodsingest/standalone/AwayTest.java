package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes and the command line say while Redis, RabbitMQ or iRODS is away: at the start, and later. */
class AwayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private MiniIrods irods;
    private ProcessCluster cluster;
    private String source;

    @BeforeEach
    void start() throws IOException {
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods);
        source = directory.resolve("source").toString();
        new SourceTree(0, 0, 20, 5, 5, 1).makeIn(Path.of(source));
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        irods.close();
        servers().filter(TestServer::canStop).forEach(TestServer::start);
    }

    @Test
    void withoutRedisAtTheStartProcessesWaitAndTheCommandLineSaysWhy() throws Exception {
        assumeTrue(TestServers.redis().canStop());
        TestServers.redis().stop();
        cluster.startOrchestrator().startWorkerUntil("waiting for Redis");

        await().atMost(PATIENCE).until(() -> say("health").out().contains("redis down since"));
        for (String command : List.of("list", "watch any", "stop any", "workers",
                "start " + source + ' ' + TARGET)) {
            say(command.split(" ")).assertRefused(1, "cannot do it now: waiting for Redis since");
        }
        Said health = say("health");
        assertThat(health.exitCode()).isEqualTo(1);
        assertThat(health.out()).contains("cluster is down").doesNotContain("Exception");
        TestServers.redis().start();

        assertThatItGoesOn("Redis");
    }

    @Test
    void withoutRabbitMqAtTheStartProcessesWaitAndTheCommandLineSaysWhy() throws Exception {
        assumeTrue(TestServers.broker().canStop());
        TestServers.broker().stop();
        cluster.startOrchestrator().startWorkerUntil("waiting for RabbitMQ");

        await().atMost(PATIENCE).until(() -> say("health").out().contains("rabbitmq down since"));
        say("start", source, TARGET).assertRefused(1, "cannot do it now: waiting for RabbitMQ since");
        say("watch", "any").assertRefused(1, "there is no job 'any'");
        say("stop", "any").assertRefused(1, "there is no job 'any'");
        assertThat(say("list").exitCode()).isZero();
        assertThat(say("health").exitCode()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> say("workers").out().contains("RabbitMQ since"));
        TestServers.broker().start();

        assertThatItGoesOn("RabbitMQ");
    }

    @Test
    void withoutIrodsAtItsStartAWorkerSaysSoAndGoesOnWhenItIsThere() throws Exception {
        irods.faults().refuseConnections(true);
        cluster.startOrchestrator().startWorkerUntil("waiting for iRODS");

        await().atMost(PATIENCE).until(() -> say("health").out().contains("workers wait for iRODS since"));
        assertThat(say("health").exitCode()).isZero();
        assertThat(say("health").out()).contains("cluster is waiting", "1 worker lives");
        assertThat(say("workers").out()).contains("iRODS since");
        Said started = say("start", source, TARGET, "--job-name", "patient");
        assertThat(started.exitCode()).isZero();
        assertThat(started.err()).hasLineCount(1).contains("job patient is QUEUED, it waits for iRODS since");
        irods.faults().refuseConnections(false);

        assertThat(say("watch", "patient").exitCode()).isZero();
        await().atMost(PATIENCE).until(() -> say("health").out().contains("cluster is up"));
        assertThat(cluster.log("worker")).filteredOn(line -> line.contains("waiting for iRODS")).hasSize(1);
        assertThat(cluster.log("worker")).filteredOn(line -> line.contains("iRODS is back after")).hasSize(1);
    }

    @Test
    void aWatchOfAJobWhoseBrokerGoesAwaySaysSoAndEndsWell() throws Exception {
        assumeTrue(TestServers.broker().canStop());
        irods.faults().delay(20008, Duration.ofMillis(600), Integer.MAX_VALUE);
        new SourceTree(1, 20, 5, 5, 5, 2).makeIn(Path.of(source));
        cluster.startOrchestrator().startWorker();
        assertThat(say("start", source, TARGET, "--job-name", "long", "--files-per-task", "1").exitCode()).isZero();
        var watch = CompletableFuture.supplyAsync(() -> say("watch", "long"));

        TestServers.broker().stop();
        await().atMost(PATIENCE).until(() -> cluster.client().job("long").waitingFor().toString().contains("RabbitMQ"));
        assertThat(say("list").out()).contains("RabbitMQ since");
        say("start", source, TARGET, "--job-name", "second").assertRefused(1, "waiting for RabbitMQ");
        TestServers.broker().start();

        Said watched = watch.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(watched.exitCode()).as(watched.toString()).isZero();
        assertThat(watched.err()).contains(", waits for RabbitMQ since").doesNotContain("Exception");
        assertThat(watched.out()).contains("job long: COMPLETED after", "120 registered");
    }

    private void assertThatItGoesOn(String name) throws Exception {
        await().atMost(PATIENCE).ignoreException(AwayException.class)
                .until(() -> cluster.client().health().status() == HealthView.Status.UP);
        JobView job = cluster.client().start(JobRequest.of(source, TARGET).build());
        await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()).state().equals("COMPLETED"));
        for (String process : List.of("orchestrator", "worker")) {
            assertThat(cluster.log(process)).filteredOn(line -> line.contains(" - waiting for " + name)).hasSize(1);
            assertThat(cluster.log(process)).filteredOn(line -> line.contains(name + " is back after")).hasSize(1);
            assertThat(cluster.log(process)).filteredOn(line -> !line.contains(" audit - ")).as("no flood")
                    .hasSizeLessThan(10);
        }
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }

    private static Stream<TestServer> servers() {
        return Stream.of(TestServers.redis(), TestServers.broker());
    }
}
