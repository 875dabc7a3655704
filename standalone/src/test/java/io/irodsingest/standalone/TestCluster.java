package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.Sources;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Tls;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster in this JVM over the machine's broker and Redis, with a mini-irods in memory as its target. */
final class TestCluster implements AutoCloseable {
    static final String HOME = "/tempZone/home/rods";

    private static final AtomicInteger JOBS = new AtomicInteger();

    private final MiniIrods irods;
    private final LocalCluster cluster;
    private final ClusterKey key;

    private TestCluster(MiniIrods irods, LocalCluster cluster, ClusterKey key) {
        this.irods = irods;
        this.cluster = cluster;
        this.key = key;
    }

    static TestCluster start(Path vault, int threads) throws IOException, InterruptedException {
        return start(irods(vault).start(), threads);
    }

    /** With a vault that holds so many bytes. */
    static TestCluster startWithVaultOf(Path vault, long bytes) throws IOException, InterruptedException {
        return start(irods(vault).vaultLimitBytes(bytes).start(), 2);
    }

    private static MiniIrods.Builder irods(Path vault) {
        return MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory().catalogTakesBytes()
                .vaultRoot(vault);
    }

    /** With settings of its own for what may be asked, and what jobs may have of this machine. */
    static TestCluster start(Path vault, OrchestratorSettings orchestrator, Guard guard)
            throws IOException, InterruptedException {
        return start(irods(vault).start(), 2, orchestrator, guard);
    }

    private static TestCluster start(MiniIrods irods, int threads) throws IOException, InterruptedException {
        return start(irods, threads, OrchestratorSettings.onLoopback(), Guard.usual());
    }

    private static TestCluster start(MiniIrods irods, int threads, OrchestratorSettings orchestrator, Guard guard)
            throws IOException, InterruptedException {
        RedisServer redis = TestServers.redis();
        redis.flush();
        ClusterKey key = ClusterKey.of(ClusterKey.random());
        return new TestCluster(irods, LocalCluster.start(new LocalCluster.Options(redisSettings(redis),
                brokerSettings(TestServers.broker()), environment(irods), threads, orchestrator, key, guard)), key);
    }

    static RedisSettings redisSettings(RedisServer redis) {
        Optional<String> password = Optional.of(redis.password()).filter(text -> !text.isEmpty());
        return RedisSettings.of("redis://" + redis.host() + ':' + redis.port(), password);
    }

    static BrokerSettings brokerSettings(BrokerServer broker) {
        String[] user = broker.uri().getUserInfo().split(":", 2);
        String address = "amqp://" + user[0] + '@' + broker.uri().getHost() + ':' + broker.uri().getPort();
        return BrokerSettings.of(address, new Secret(user[1]), "test");
    }

    static IrodsEnvironment environment(MiniIrods irods) {
        return new IrodsEnvironment(irods.host(), irods.port(), "tempZone", "rods", new Secret("rods"),
                Authentication.NATIVE,
                Optional.empty(), Policy.DONT_CARE, Tls.DEFAULT);
    }

    MiniIrods irods() {
        return irods;
    }

    /** Opens what is secret in its jobs. */
    ClusterKey key() {
        return key;
    }

    Broker broker() {
        return cluster.broker();
    }

    AdminClient client() {
        return new AdminClient(cluster.uri(), Optional.empty());
    }

    String url() {
        return cluster.uri().toString();
    }

    /** Starts a job of a new name. */
    JobView start(Path source, String target, String operation) throws AwayException {
        return client().start(job(source, target).operation(operation).build());
    }

    /** Begins a wish for a job of a new name. */
    static JobRequestBuilder job(Path source, String target) {
        return job(Sources.absolute(source.toString()), target);
    }

    /** The same, of a source as the orchestrator takes it. */
    static JobRequestBuilder job(String source, String target) {
        return JobRequest.of(source, target).jobName("test-" + JOBS.incrementAndGet());
    }

    /** Runs a job to its end. */
    JobView run(JobRequestBuilder job) throws AwayException {
        return Watch.untilEnd(client(), client().start(job.build()).id(), Progress.NONE);
    }

    /** Runs a job to its end. */
    JobView ingest(Path source, String target, String operation) throws AwayException {
        return Watch.untilEnd(client(), start(source, target, operation).id(), Progress.NONE);
    }

    /** Whether no message waits in the queues of jobs. */
    boolean queuesAreEmpty() throws UnavailableException, InterruptedException {
        for (Lane lane : IngestLane.ALL) {
            if (cluster.broker().depth(lane.name()).ready() > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        irods.close();
    }
}
