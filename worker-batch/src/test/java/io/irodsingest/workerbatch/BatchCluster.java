package io.irodsingest.workerbatch;

import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.workerbatch.plugin.ProcessorRegistry;
import io.irodsingest.workerbatch.sample.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An orchestrator and workers for batches in this JVM, on the tests' Redis and broker and an iRODS of its own. */
final class BatchCluster implements AutoCloseable {
    private static final List<String> QUEUES = List.of("batch", "query");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final TestCluster cluster;
    private final RedisState state;
    private final MiniIrods server;
    private int names;

    BatchCluster() throws Exception {
        Sample.reset();
        cluster = new TestCluster();
        parts.push(cluster);
        cluster.purge(QUEUES.toArray(String[]::new));
        cluster.orchestrator();
        state = state();
        server = MiniIrods.builder().start();
        parts.push(server);
    }

    /** A worker with connections of its own and the processors of the class path. */
    Worker worker() throws Exception {
        return worker(Optional.empty());
    }

    /** One that has a directory of plug-ins too. */
    Worker worker(Optional<Path> plugins) throws Exception {
        Outages outages = new Outages(Clock.systemUTC());
        RedisState own = state();
        Broker broker = broker(outages);
        Irods irods = IrodsClients.chosen(Map.of()).open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(),
                "IRODS_PORT", String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
        parts.push(irods);
        BatchSettings settings = new BatchSettings(ProcessorRegistry.load(plugins), Map.of(), 1024 * 1024);
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

    BatchStore batches() {
        return state.batches();
    }

    RedisState redis() {
        return state;
    }

    /** A batch of an operation of {@link Sample}. */
    static BatchSpec spec(String op) {
        return new BatchSpec(new Processor(Sample.APP, op), false, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Duration.ofSeconds(2)), Optional.empty());
    }

    /** A slow query. */
    static BatchSpec query(String op) {
        return new BatchSpec(new Processor(Sample.APP, op), true, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** Submits rows in chunks of so many. @return the id of the batch */
    String submit(BatchSpec spec, JobOptions options, int perChunk, List<String> rows) throws Exception {
        return submit(new JobSpec("batch-" + ++names, spec, options), perChunk, rows);
    }

    /** Submits the rows of a batch that is wished for in every respect. */
    String submit(JobSpec job, int perChunk, List<String> rows) throws Exception {
        BatchSpec spec = BatchSpec.of(job);
        NewJob wish = NewJob.of(job, BatchCourse.of(spec)).behind(List.of(Predecessor.RELEASE));
        String id = ((Creation.Blocked) state.jobs().create(wish)).job().id();
        long first = spec.query() ? 0 : 1;
        String token = Ids.nonce();
        int chunks = 0;
        for (int from = 0; from < rows.size(); from += perChunk) {
            List<BatchRow> chunk = new ArrayList<>();
            for (int i = from; i < Math.min(rows.size(), from + perChunk); i++) {
                chunk.add(new BatchRow(first + i, rows.get(i)));
            }
            state.batches().stage(id, token, chunks++, RowChunk.encode(chunk));
        }
        state.batches().append(id, new Segment(token, chunks, rows.size(), first, first + rows.size() - 1, 1), true);
        state.chains().met(id, Set.of(Predecessor.RELEASE.id()));
        return id;
    }

    /** The same in one chunk, without options. */
    String submit(BatchSpec spec, String... rows) throws Exception {
        return submit(spec, JobOptions.NONE, Math.max(1, rows.length), List.of(rows));
    }

    Job job(String id) throws InterruptedException {
        return state.jobs().byId(id).orElseThrow();
    }

    /** Has the rows of a batch tried again that failed. */
    void retry(String id) throws InterruptedException {
        state.jobs().retry(job(id));
    }

    /** Failures that are kept with a batch: what each says. */
    List<String> failures(String id) throws InterruptedException {
        return state.accounting().failures(id, 0, 100).stream().map(EntryFailure::error).toList();
    }

    /** Waits until a batch has ended. */
    Job ended(String id) {
        return when(id, job -> job.state().isFinal());
    }

    /** Waits until something is so with a batch. */
    Job when(String id, Predicate<Job> so) {
        return await().atMost(60, TimeUnit.SECONDS).until(() -> job(id), so);
    }

    /** The results that are there, by lines. */
    Map<Long, StoredResult> results(String id) throws InterruptedException {
        Map<Long, StoredResult> results = new TreeMap<>();
        List<Segment> segments = state.batches().content(id).segments();
        for (int segment = 0; segment < segments.size(); segment++) {
            for (int chunk = 0; chunk < segments.get(segment).chunks(); chunk++) {
                String field = BatchStore.resultField(segment, chunk);
                byte[] stored = state.batches().page(id, BatchStore.RESULTS, List.of(field)).get(field);
                if (stored != null) {
                    results.putAll(ResultChunk.decode(stored));
                }
            }
        }
        return results;
    }

    /** What a batch has counted: rows, those that succeeded, those that failed. */
    static List<Long> counts(Job job) {
        return List.of(job.counts().of(BatchCount.ROWS), job.counts().of(BatchCount.SUCCEEDED),
                job.counts().of(Count.FAILED));
    }

    private RedisState state() throws Exception {
        RedisServer redis = TestServers.redis();
        RedisState opened = RedisState.open(RedisSettings.of("redis://" + redis.host() + ':' + redis.port(),
                Optional.of(redis.password()).filter(password -> !password.isEmpty())), new Outages(Clock.systemUTC()));
        parts.push(opened);
        return opened;
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
