package io.irodsingest.standalone;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.batchtasks.BatchLane;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.ClusterSettings;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.TraceSettings;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.common.config.Version;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.ingest.IngestHandlers;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.workerbatch.BatchHandlers;
import io.irodsingest.workerbatch.BatchSettings;
import io.irodsingest.workerdelete.DeleteHandlers;
import io.irodsingest.workerfilesystem.FilesystemSources;
import io.irodsingest.workers3.S3Sources;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An orchestrator and a worker in this JVM, over servers that run already. */
final class LocalCluster implements AutoCloseable {
    private final Parts parts = new Parts();
    private URI uri;
    private Broker broker;

    /**
     * @param threads tasks at work at a time
     * @param key seals what is secret in jobs
     * @param guard what jobs may have of this machine
     */
    record Options(RedisSettings redis, BrokerSettings broker, IrodsEnvironment irods, int threads,
            OrchestratorSettings orchestrator, ClusterKey key, Guard guard) {
        /** Of a worker that nobody has set up. */
        Options(RedisSettings redis, BrokerSettings broker, IrodsEnvironment irods, int threads,
                OrchestratorSettings orchestrator, ClusterKey key) {
            this(redis, broker, irods, threads, orchestrator, key, Guard.usual());
        }
    }

    private LocalCluster() {}

    /** @throws IOException when a part cannot start; then none runs */
    static LocalCluster start(Options options) throws IOException, InterruptedException {
        LocalCluster cluster = new LocalCluster();
        cluster.parts.closeUnless(() -> cluster.begin(options));
        return cluster;
    }

    private void begin(Options options) throws IOException, InterruptedException {
        Outages outages = new Outages(Clock.systemUTC());
        Tracing tracing = parts.add(settings(TraceSettings::read).open("standalone", Version.CURRENT));
        ProcessMetrics metrics = parts.add(new ProcessMetrics("standalone", Version.CURRENT).watch(outages));
        Meters meters = metrics.meters();
        RedisState state = parts.add(outages.untilBack(() -> RedisState.open(options.redis(), outages, meters)));
        broker = parts.add(new AmqpBroker(options.broker(), outages, meters));
        PoolSettings pool = PoolSettings.read(System.getenv(), options.threads());
        Irods irods = parts.add(StandaloneCommand.client().open(options.irods(), pool, meters));
        Orchestrator orchestrator = parts.add(new Orchestrator(options.orchestrator(),
                new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), state.schedules(),
                        state.chains(), state.batches(),
                        broker, outages,
                        metrics,
                        Optional.of(options.key()), tracing),
                state.endedSessions()));
        orchestrator.start();
        uri = orchestrator.uri();
        List<String> queues = Stream.concat(
                IngestLane.ALL.stream().flatMap(lane -> Stream.of(lane.name(), IngestLane.s3Queue(lane))),
                Stream.of(BatchLane.BATCH.name(), BatchLane.QUERY.name())).distinct().toList();
        WorkerOptions worker = new WorkerOptions("standalone", queues, options.threads(),
                WorkerOptions.DEFAULT_DRAIN).withProfiles(options.guard().profiles());
        Sources directories = new FilesystemSources(options.guard().sources());
        S3Sources buckets = parts
                .add(new S3Sources(Optional.of(options.key()), options.guard().stores(),
                        settings(ClusterSettings::authorities)));
        TaskHandlers handlers = IngestHandlers
                .of(spec -> (IngestSpec.of(spec).inBucket() ? buckets : directories).of(spec), state.batches())
                .and(DeleteHandlers.create())
                .and(BatchHandlers.create(state.batches(), state.jobs(),
                        settings(values -> BatchSettings.read(values, System.getenv(),
                                ClusterSettings.authorities(values)))));
        parts.add(new Worker(worker, Worker.Uses.of(state, broker, irods, outages)
                .with(Optional.of(options.key())).with(tracing)
                .with(settings(PythonOptions::read).with(options.irods())), handlers, meters)).start();
    }

    private static <T> T settings(Function<Settings, T> read) throws IOException {
        try {
            return Settings.build(System.getenv(), read);
        } catch (InvalidSettingsException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    /** Where the admin endpoint is. */
    URI uri() {
        return uri;
    }

    Broker broker() {
        return broker;
    }

    @Override
    public void close() {
        parts.close();
    }
}
