package io.irodsingest.standalone.takeover;

import static org.awaitility.Awaitility.await;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** An orchestrator and workers of one version, as processes. */
final class ClusterProcesses implements AutoCloseable {
    /** The queue of the begin of jobs that the earlier version's workers leave alone. */
    static final String LATER_QUEUE = "takeover-later";
    /** All in which messages may be. */
    static final List<String> QUEUES = List.of("restart", "path", "file", "delete", "s3-restart", "s3-path", "s3-file",
            LATER_QUEUE, "irods-ingest.dead-letters");
    /** Sealed for a test, so it is no secret: a recording is opened by the key by which it was made. */
    private static final String CLUSTER_KEY = "dGFrZW92ZXItdGVzdC1rZXktb2YtMzItYnl0ZXMtISE=";
    private static final String TAKES_TASKS = "takes tasks from";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String classPath;
    private final Path logs;
    private final Map<String, String> environment = new HashMap<>();
    private final URI uri;
    private final List<JvmProcess> processes = new ArrayList<>();

    /**
     * @param classPath where the version's classes are
     * @param logs the directory of the processes' logs
     */
    ClusterProcesses(String classPath, Site site, Path logs) throws IOException {
        this.classPath = classPath;
        this.logs = Files.createDirectories(logs);
        int port = LoopbackPorts.free();
        this.uri = URI.create("http://127.0.0.1:" + port);
        BrokerServer broker = TestServers.broker();
        RedisServer redis = TestServers.redis();
        String[] user = broker.uri().getUserInfo().split(":", 2);
        environment.put("IRODS_INGEST_AMQP_URL",
                "amqp://" + user[0] + '@' + broker.uri().getHost() + ':' + broker.uri().getPort());
        environment.put("IRODS_INGEST_AMQP_PASSWORD", user[1]);
        environment.put("IRODS_INGEST_REDIS_URL", "redis://" + redis.host() + ':' + redis.port());
        environment.put("IRODS_INGEST_REDIS_PASSWORD", redis.password());
        environment.put("IRODS_INGEST_CLUSTER_KEY", CLUSTER_KEY);
        environment.put("IRODS_INGEST_PORT", String.valueOf(port));
        environment.put("IRODS_INGEST_LOCAL_ROLE", "admin");
        environment.put("IRODS_INGEST_UNPUBLISHED_AFTER", "3s");
        environment.put("IRODS_INGEST_STALLED_AFTER", "5s");
        environment.put("IRODS_INGEST_WORKER_SILENCE", "3s");
        environment.put("IRODS_INGEST_PROFILE_DIR", site.profiles().toString());
        environment.put("IRODS_HOST", site.irods().host());
        environment.put("IRODS_PORT", String.valueOf(site.irods().port()));
        environment.put("IRODS_ZONE_NAME", Site.ZONE);
        environment.put("IRODS_USER_NAME", Site.USER);
        environment.put("IRODS_PASSWORD", Site.PASSWORD);
    }

    /** An earlier version: its workers leave deletions alone, and what is in {@link #LATER_QUEUE}. */
    ClusterProcesses startEarlier() throws IOException {
        start("orchestrator", "io.irodsingest.orchestrator.Main", "listens on", Optional.empty());
        start("worker", "io.irodsingest.workerfilesystem.Main", TAKES_TASKS, Optional.empty());
        start("s3-worker", "io.irodsingest.workers3.Main", TAKES_TASKS, Optional.empty());
        return this;
    }

    /** This version, with workers for everything. */
    ClusterProcesses startAll() throws IOException {
        start("orchestrator", "io.irodsingest.orchestrator.Main", "listens on", Optional.empty());
        start("worker", "io.irodsingest.workerfilesystem.Main", TAKES_TASKS,
                Optional.of(LATER_QUEUE + ",restart,path,file"));
        start("s3-worker", "io.irodsingest.workers3.Main", TAKES_TASKS, Optional.empty());
        start("delete-worker", "io.irodsingest.workerdelete.Main", TAKES_TASKS, Optional.empty());
        return this;
    }

    /** Has deletions done while something is waited for. */
    void deletingUntil(Callable<Boolean> condition) throws Exception {
        start("delete-worker", "io.irodsingest.workerdelete.Main", TAKES_TASKS, Optional.empty());
        try {
            await().atMost(PATIENCE).until(condition);
        } finally {
            processes.removeLast().close();
        }
    }

    private void start(String name, String main, String ready, Optional<String> queues) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        queues.ifPresent(names -> all.put("IRODS_INGEST_QUEUES", names));
        processes.add(JvmProcess.start(new Program(main,
                List.of("-Xmx192m", "--enable-native-access=ALL-UNNAMED"), List.of(), all, ready, classPath),
                logs.resolve(name + ".log")));
    }

    AdminClient client() {
        return new AdminClient(uri, Optional.empty());
    }

    /** All at once, with SIGKILL. */
    void kill() {
        processes.forEach(JvmProcess::freeze);
        processes.forEach(JvmProcess::kill);
        processes.clear();
    }

    @Override
    public void close() {
        processes.forEach(JvmProcess::close);
    }
}
