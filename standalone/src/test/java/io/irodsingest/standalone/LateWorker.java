package io.irodsingest.standalone;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.ingest.IngestHandlers;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.workerfilesystem.FilesystemSources;
import io.irodsingest.workers3.AllowedStores;
import io.irodsingest.workers3.S3Sources;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static org.awaitility.Awaitility.await;

/** The only worker for a queue of files, which begins when a test says so: between the scan and the files' turn. */
final class LateWorker implements AutoCloseable {
    private final String queue = "late-" + UUID.randomUUID();
    private final TestCluster cluster;
    private final Sources sources;
    private final Parts parts = new Parts();

    private LateWorker(TestCluster cluster, Sources sources) {
        this.cluster = cluster;
        this.sources = sources;
    }

    LateWorker(TestCluster cluster) {
        this(cluster, new FilesystemSources());
    }

    static LateWorker forBuckets(TestCluster cluster) {
        S3Sources sources = new S3Sources(Optional.of(cluster.key()), AllowedStores.usual(),
                TrustedAuthorities.OF_JVM);
        LateWorker worker = new LateWorker(cluster, sources);
        worker.parts.add(sources);
        return worker;
    }

    /** For a job's {@code fileQueue}. */
    String queue() {
        return queue;
    }

    /** Waits until so many tasks are in the queue. */
    void awaitTasks(int tasks) {
        await().until(() -> cluster.broker().depth(queue).ready() == tasks);
    }

    void begin() throws UnavailableException {
        Outages outages = new Outages(Clock.systemUTC());
        RedisState state = parts
                .add(RedisState.open(TestCluster.redisSettings(TestServers.redis()), outages));
        Broker broker = parts.add(new AmqpBroker(TestCluster.brokerSettings(TestServers.broker()), outages));
        Irods irods = parts.add(
                IrodsClients.chosen(System.getenv()).open(TestCluster.environment(cluster.irods()),
                        PoolSettings.read(System.getenv(), 1)));
        parts.add(new Worker(new WorkerOptions("late", List.of(queue), 1, WorkerOptions.DEFAULT_DRAIN),
                Worker.Uses.of(state, broker, irods, outages).with(Optional.of(cluster.key())),
                IngestHandlers.of(sources, state.batches()))).start();
    }

    @Override
    public void close() {
        parts.close();
    }
}
