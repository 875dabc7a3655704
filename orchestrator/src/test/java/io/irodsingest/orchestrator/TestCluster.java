package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.TokenDigest;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.RedisSettings;
import io.irodsingest.common.state.RedisState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.orchestrator.http.ListenerSettings;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
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
    private final RedisState state;
    private final Broker broker;

    public TestCluster() throws Exception {
        TestServers.redis().flush();
        state = RedisState.open(redisSettings(), outages);
        parts.push(state);
        broker = broker(outages);
        parts.push(broker);
        purge();
    }

    public static OrchestratorSettings settings() {
        return new OrchestratorSettings(OrchestratorSettings.onLoopback().listener(), SWEEP, SHORT, SHORT);
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
        Orchestrator orchestrator = new Orchestrator(settings, ports());
        orchestrator.start();
        parts.push(orchestrator);
        return orchestrator;
    }

    /** A worker with connections of its own that does nothing but what the test says. */
    public Worker worker(PretendedWork work) throws Exception {
        Outages own = new Outages(Clock.systemUTC());
        RedisState ownState = RedisState.open(redisSettings(), own);
        parts.push(ownState);
        Broker ownBroker = broker(own);
        parts.push(ownBroker);
        Worker worker = new Worker(
                new WorkerOptions("worker-test", Arrays.stream(Lane.values()).map(Lane::defaultQueue).toList(), 2,
                        Duration.ofSeconds(1)),
                new Worker.Uses(ownBroker, ownState.jobs(), ownState.accounting(), ownState.cache(),
                        ownState.workers(), new NoIrods(), own, Clock.systemUTC(),
                        () -> Map.of("irods_requests", 7L)),
                work.handlers());
        worker.start();
        parts.push(worker);
        return worker;
    }

    Ports ports() {
        return new Ports(state.jobs(), state.accounting(), state.workers(), broker, outages, Optional.empty());
    }

    /** Tasks of the newest job of that name that have not ended. */
    public long openTasks(String jobName) throws InterruptedException {
        return state.jobs().byName(jobName).orElseThrow().tasksOpen();
    }

    /** Takes away the messages that lie in the queues. */
    void purge() throws Exception {
        for (Lane lane : Lane.values()) {
            Broker.Subscription drain = broker.subscribe(lane.defaultQueue(), 100, Delivery::ack);
            Awaitility.await().until(() -> broker.depth(lane.defaultQueue()).ready() == 0);
            drain.close();
        }
    }

    private static Broker broker(Outages outages) {
        URI uri = TestServers.broker().uri();
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
