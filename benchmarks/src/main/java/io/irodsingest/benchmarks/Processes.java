package io.irodsingest.benchmarks;

import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes that are measured, each a JVM of its own with its usual options. */
final class Processes implements AutoCloseable {
    private static final String GIVEN_IRODS = "IRODS_HOST";
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private final Path directory;
    private final Map<String, JvmProcess> processes = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final int workers;
    private final URI uri;

    private Processes(Path directory, int workers, String client) throws IOException {
        this.directory = directory;
        this.workers = workers;
        int port = LoopbackPorts.free();
        this.uri = URI.create("http://127.0.0.1:" + port);
        BrokerServer broker = TestServers.broker();
        RedisServer redis = TestServers.redis();
        redis.flush();
        String[] user = broker.uri().getUserInfo().split(":", 2);
        environment.putAll(Map.of("IRODS_INGEST_AMQP_URL",
                "amqp://" + user[0] + '@' + broker.uri().getHost() + ':' + broker.uri().getPort(),
                "IRODS_INGEST_AMQP_PASSWORD",
                user[1], "IRODS_INGEST_REDIS_URL", "redis://" + redis.host() + ':' + redis.port(),
                "IRODS_INGEST_REDIS_PASSWORD",
                redis.password(), "IRODS_INGEST_PORT", String.valueOf(port), IrodsClients.VARIABLE, client));
    }

    /**
     * @param client the client of iRODS that the workers use
     * @param release what a mini-irods plays
     * @param priced whether it is as slow as a real server
     */
    static Processes start(Path directory, int workers, int threads, String client, String release,
            boolean priced) throws IOException {
        Processes processes = new Processes(directory, workers, client);
        boolean started = false;
        try {
            processes.startAll(threads, release, priced);
            started = true;
            return processes;
        } finally {
            if (!started) {
                processes.close();
            }
        }
    }

    private void startAll(int threads, String release, boolean priced) throws IOException {
        if (System.getenv(GIVEN_IRODS) == null) {
            startMiniIrods(release, priced);
        }
        environment.put("IRODS_INGEST_THREADS", String.valueOf(threads));
        start("orchestrator", "io.irodsingest.orchestrator.Main", List.of(), "listens on");
        for (int i = 1; i <= workers; i++) {
            start("worker " + i, "io.irodsingest.workerfilesystem.Main", List.of(), "takes tasks from");
        }
    }

    private void startMiniIrods(String release, boolean priced) throws IOException {
        environment.put("MINI_IRODS_PASSWORD", "rods");
        JvmProcess irods = start("mini-irods", "io.irodsingest.miniirods.Main",
                List.of("--port", "0", "--vault", directory.resolve("vault").toString(), "--release", release,
                        "--prices", priced ? "measured" : "none"),
                "mini-irods listens on");
        environment.remove("MINI_IRODS_PASSWORD");
        String port = irods.readyLine().replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
        environment.putAll(
                Map.of(GIVEN_IRODS, "127.0.0.1", "IRODS_PORT", port, "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME",
                        "rods", "IRODS_PASSWORD", "rods"));
    }

    private JvmProcess start(String name, String main, List<String> arguments, String ready) throws IOException {
        JvmProcess process = JvmProcess.start(new Program(main, OPTIONS, arguments, environment, ready),
                directory.resolve(name + ".log"));
        processes.put(name, process);
        return process;
    }

    /** Where the orchestrator listens. */
    URI uri() {
        return uri;
    }

    AdminClient client() {
        return new AdminClient(uri, Optional.empty());
    }

    int workers() {
        return workers;
    }

    /** Where the benchmark's collections go. */
    String home() {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(environment);
        return '/' + all.get("IRODS_ZONE_NAME") + "/home/" + all.get("IRODS_USER_NAME");
    }

    Map<String, JvmProcess> all() {
        return processes;
    }

    @Override
    public void close() {
        processes.values().forEach(JvmProcess::close);
    }
}
