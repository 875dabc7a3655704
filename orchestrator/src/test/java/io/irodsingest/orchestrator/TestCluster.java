package io.irodsingest.orchestrator;

import io.irodsingest.orchestrator.lifecycle.Ports;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.orchestrator.http.ListenerSettings;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Orchestrators and workers in this JVM on the tests' Redis and broker. Closing it ends them all. Public for tests of what
 * speaks to an orchestrator.
 */
public final class TestCluster implements AutoCloseable {
    /** Times short enough for a test that waits for a sweep. */
    private static final Duration SWEEP = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Outages outages = new Outages(Clock.systemUTC());
    private final ProcessMetrics process = new ProcessMetrics("test", "1").watch(outages);
    private final BrokerServer server;
    private final RedisState state;
    private final Broker broker;

    public TestCluster() throws Exception {
        this(TestServers.broker());
    }

    /** On a broker of the test's choice. */
    public TestCluster(BrokerServer server) throws Exception {
        this.server = server;
        TestServers.redis().flush();
        parts.push(process);
        state = RedisState.open(redisSettings(), outages);
        parts.push(state);
        broker = broker(outages);
        parts.push(broker);
        purge();
    }

    public static OrchestratorSettings settings() {
        return new OrchestratorSettings(OrchestratorSettings.onLoopback().listener(), SWEEP, SHORT, SHORT, 1L << 30,
                true,
                List.of());
    }

    /**
     * Settings of an orchestrator that asks for tokens.
     *
     * @param file is made
     * @param tokens by role, as a file of tokens names it
     */
    public static OrchestratorSettings settings(Path file, Map<String, String> tokens) throws IOException {
        Files.write(file, tokens.entrySet().stream()
                .map(token -> "test-" + token.getKey() + ' ' + token.getKey() + ' ' + TokenDigest.of(token.getValue()))
                .toList());
        return settings().with(new ListenerSettings("127.0.0.1", 0, Optional.of(TokensFile.open(file)),
                Optional.empty()));
    }

    public Orchestrator orchestrator() throws Exception {
        return orchestrator(settings());
    }

    public Orchestrator orchestrator(OrchestratorSettings settings) throws Exception {
        return orchestrator(settings, Clock.systemUTC());
    }

    /** One that has the key of a cluster. */
    public Orchestrator orchestrator(OrchestratorSettings settings, ClusterKey key) throws Exception {
        Ports without = ports();
        Orchestrator orchestrator = new Orchestrator(settings, new Ports(without.jobs(), without.accounting(),
                without.workers(), without.deadLetters(), without.schedules(), without.chains(), without.batches(),
                without.broker(),
                without.outages(), without.process(), Optional.of(key)), state.endedSessions());
        orchestrator.start();
        parts.push(orchestrator);
        return orchestrator;
    }

    /** One on a machine with a clock of its own. */
    Orchestrator orchestrator(OrchestratorSettings settings, Clock clock) throws Exception {
        Orchestrator orchestrator = new Orchestrator(settings, ports(), Optional.of(state.endedSessions()), clock);
        orchestrator.start();
        parts.push(orchestrator);
        return orchestrator;
    }

    /** A worker with connections of its own that does nothing but what the test says. */
    public Worker worker(PretendedWork work) throws Exception {
        return worker(work.handlers(), IngestLane.ALL.stream().map(Lane::name).toList());
    }

    /** A worker with connections of its own. */
    public Worker worker(TaskHandlers handlers, List<String> queues) throws Exception {
        Outages own = new Outages(Clock.systemUTC());
        RedisState ownState = RedisState.open(redisSettings(), own);
        parts.push(ownState);
        Broker ownBroker = broker(own);
        parts.push(ownBroker);
        Worker worker = new Worker(
                new WorkerOptions("worker-test", queues, 2, Duration.ofSeconds(1)),
                new Worker.Uses(ownBroker, ownState.jobs(), ownState.accounting(), ownState.cache(),
                        ownState.workers(), new NoIrods(), own, Clock.systemUTC(),
                        () -> Map.of("irods_requests", 7L)),
                handlers);
        worker.start();
        parts.push(worker);
        return worker;
    }

    /** The jobs and their tasks, as the orchestrator has them. */
    public JobStore jobs() {
        return state.jobs();
    }

    public Ports ports() {
        return new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), state.schedules(),
                state.chains(), state.batches(),
                broker, outages,
                process, Optional.empty());
    }

    /** Tasks of the newest job of that name that have not ended. */
    public long openTasks(String jobName) throws InterruptedException {
        return state.jobs().byName(jobName).orElseThrow().tasksOpen();
    }

    /** Puts a message into a queue, whatever it is. */
    void publish(String queue, String body) throws InterruptedException {
        broker.publish(List.of(new OutgoingMessage(queue, "test", body.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Puts a message of so many bytes into a queue past our own client, which refuses large ones.
     *
     * @return false when the broker refused it
     */
    boolean publishRaw(String queue, int size) throws Exception {
        broker.depth(queue);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(server.uri());
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", queue, null, "x".repeat(size).getBytes(StandardCharsets.US_ASCII));
            return channel.waitForConfirms(30_000);
        } catch (IOException | AlreadyClosedException refused) {
            return false;
        }
    }

    /** Has a message put among the dead letters as a worker does it. @param queue one that no worker takes from */
    public void deadLetter(String queue, String body, String reason) throws Exception {
        BlockingQueue<Delivery> came = new LinkedBlockingQueue<>();
        Broker.Subscription subscription = broker.subscribe(queue, 1, came::add);
        publish(queue, body);
        broker.deadLetter(Objects.requireNonNull(came.poll(30, TimeUnit.SECONDS), "the message has not come"), reason);
        subscription.close();
    }

    /** Takes away the messages that lie in the queues. */
    public void purge() throws Exception {
        List<String> queues = new ArrayList<>(List.of(Broker.DEAD_LETTER_QUEUE));
        IngestLane.ALL.stream().map(Lane::name).forEach(queues::add);
        purge(queues.toArray(String[]::new));
    }

    /** Takes away the messages that lie in these queues. */
    public void purge(String... queues) throws Exception {
        for (String queue : queues) {
            Broker.Subscription drain = broker.subscribe(queue, 100, Delivery::ack);
            Awaitility.await().until(() -> broker.depth(queue).ready() == 0);
            drain.close();
        }
    }

    private Broker broker(Outages outages) {
        URI uri = server.uri();
        String[] user = uri.getUserInfo().split(":", 2);
        return new AmqpBroker(BrokerSettings.of("amqp://" + user[0] + '@' + uri.getHost() + ':' + uri.getPort()
                + uri.getRawPath(), new Secret(user[1]), "test"), outages);
    }

    private static RedisSettings redisSettings() {
        RedisServer redis = TestServers.redis();
        return RedisSettings.of("redis://" + redis.host() + ':' + redis.port(),
                Optional.of(redis.password()).filter(password -> !password.isEmpty()));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception unclosed) {
                throw new IllegalStateException("a part of the test's cluster could not be ended", unclosed);
            }
        }
    }
}
