package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.config.ClusterSettings;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.workerbatch.sample.Sample;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An orchestrator and workers for batches in this JVM, on the tests' Redis and broker and an iRODS of its own. */
final class BatchCluster extends BatchClient implements AutoCloseable {
    private static final List<String> QUEUES = List.of("batch", "query");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final TestCluster cluster;
    private final Map<String, String> environment = new HashMap<>();
    private final MiniIrods server;
    private URI uri;

    BatchCluster() throws Exception {
        this(MiniIrods.builder());
    }

    /** With an iRODS of the test's choice, which is started. */
    BatchCluster(MiniIrods.Builder irods) throws Exception {
        super(open());
        Sample.reset();
        parts.push(state());
        cluster = new TestCluster();
        parts.push(cluster);
        cluster.purge(QUEUES.toArray(String[]::new));
        uri = cluster.orchestrator().uri();
        server = irods.catalogInMemory().start();
        parts.push(server);
    }

    /** A worker with connections of its own and the processors of the class path. */
    Worker worker() throws Exception {
        return worker(Optional.empty());
    }

    /** One that has a directory of plug-ins too. */
    Worker worker(Optional<Path> plugins) throws Exception {
        Outages outages = new Outages(Clock.systemUTC());
        RedisState own = open();
        parts.push(own);
        Broker broker = broker(outages);
        Irods irods = IrodsClients.chosen(Map.of()).open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(),
                "IRODS_PORT", String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
        parts.push(irods);
        environment.put("IRODS_INGEST_QUERY_OUTPUT_MIB", "1");
        plugins.ifPresent(path -> environment.put("IRODS_INGEST_PLUGIN_DIR", path.toString()));
        BatchSettings settings = Settings.build(environment,
                values -> BatchSettings.read(values, environment, ClusterSettings.authorities(values)));
        Worker worker = new Worker(new WorkerOptions("worker-batch", QUEUES, 2, Duration.ofSeconds(1)),
                Worker.Uses.of(own, broker, irods, outages),
                BatchHandlers.create(own.batches(), own.jobs(), settings, Duration.ofMillis(200)));
        worker.start();
        parts.push(worker);
        return worker;
    }

    MiniIrods irods() {
        return server;
    }

    /** A setting of workers that begin from now on. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Has an orchestrator stop a batch. */
    void abort(String id) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest order = HttpRequest.newBuilder(uri.resolve("/api/v1/jobs/" + id + "/stop"))
                    .POST(BodyPublishers.noBody()).build();
            assertThat(client.send(order, BodyHandlers.ofString()).statusCode()).isBetween(200, 299);
        }
    }

    private static RedisState open() throws Exception {
        RedisServer redis = TestServers.redis();
        return RedisState.open(RedisSettings.of("redis://" + redis.host() + ':' + redis.port(),
                Optional.of(redis.password()).filter(password -> !password.isEmpty())), new Outages(Clock.systemUTC()));
    }

    private Broker broker(Outages outages) throws Exception {
        URI uri = TestServers.broker().uri();
        String[] user = uri.getUserInfo().split(":", 2);
        Broker broker = new AmqpBroker(BrokerSettings.of("amqp://" + user[0] + '@' + uri.getHost() + ':'
                + uri.getPort() + uri.getRawPath(), new Secret(user[1]), "test"), outages);
        parts.push(broker);
        return broker;
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
