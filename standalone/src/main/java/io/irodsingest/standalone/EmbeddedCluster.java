package io.irodsingest.standalone;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.broker.BrokerSettings.Address;
import io.irodsingest.common.broker.Password;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.RedisSettings;
import io.irodsingest.common.state.RedisState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.embedded.EmbeddedBroker;
import io.irodsingest.embedded.EmbeddedRedis;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.Ports;
import io.irodsingest.workerfilesystem.FilesystemHandlers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker, Redis, an orchestrator and a worker in this JVM. Closed, everything ends, and what is durable stays. */
final class EmbeddedCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final String NAME = "standalone";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private URI uri;

    /** @param directory where broker and Redis keep their data; empty keeps it in memory */
    record Options(Optional<Path> directory, int threads, OrchestratorSettings orchestrator) {}

    private EmbeddedCluster() {}

    /** @throws IOException when a part cannot start; then none runs */
    static EmbeddedCluster start(Options options, IrodsEnvironment environment)
            throws IOException, InterruptedException {
        EmbeddedCluster cluster = new EmbeddedCluster();
        boolean started = false;
        try {
            cluster.begin(options, environment);
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    private void begin(Options options, IrodsEnvironment environment) throws IOException, InterruptedException {
        EmbeddedRedis redis = opened(options.directory().map(path -> EmbeddedRedis.durable(path.resolve("redis")))
                .orElseGet(EmbeddedRedis::inMemory)).start();
        EmbeddedBroker embedded = opened(options.directory().map(path -> EmbeddedBroker.durable(path.resolve("broker")))
                .orElseGet(EmbeddedBroker::inMemory)).start();
        Outages outages = new Outages(Clock.systemUTC());
        RedisState state = opened(open(redis, outages));
        Broker broker = opened(new AmqpBroker(new BrokerSettings(List.of(new Address("127.0.0.1", embedded.port())),
                embedded.username(), new Password(embedded.password()), "/", false, NAME), outages));
        Irods irods = opened(new Irods4jClient(environment, PoolSettings.read(System.getenv(), options.threads())));
        Orchestrator orchestrator = opened(new Orchestrator(options.orchestrator(),
                new Ports(state.jobs(), state.accounting(), state.workers(), broker, outages)));
        orchestrator.start();
        uri = orchestrator.uri();
        List<String> queues = Arrays.stream(Lane.values()).map(Lane::defaultQueue).toList();
        WorkerOptions worker = new WorkerOptions("worker-filesystem", queues, options.threads(),
                WorkerOptions.DEFAULT_DRAIN);
        opened(new Worker(worker, Worker.Uses.of(state, broker, irods, outages), FilesystemHandlers.create())).start();
    }

    private static RedisState open(EmbeddedRedis redis, Outages outages) throws InterruptedException {
        RedisSettings settings = RedisSettings.of("redis://127.0.0.1:" + redis.port(), Optional.of(redis.password()));
        return outages.untilBack(() -> openOnce(settings, outages));
    }

    private static RedisState openOnce(RedisSettings settings, Outages outages) throws UnavailableException {
        return RedisState.open(settings, outages);
    }

    /** Where the admin endpoint is. */
    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception notClosed) {
                LOG.warn("{} did not end as it should: {}", part.getClass().getSimpleName(), notClosed.toString());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
