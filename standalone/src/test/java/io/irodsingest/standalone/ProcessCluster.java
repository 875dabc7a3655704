package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.miniirods.MiniIrods;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A cluster of processes as operators run it: an orchestrator and workers as JVMs of their own, over the machine's broker and
 * Redis. They can be killed.
 */
final class ProcessCluster implements AutoCloseable {
    private static final List<String> PLAIN_RIGHTS = List.of("setpriv", "--bounding-set",
            "-dac_override,-dac_read_search");

    private static final String WORKER = "io.irodsingest.workerfilesystem.Main";

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<JvmProcess> workers = new ArrayList<>();
    private final URI uri;
    private JvmProcess orchestrator;
    private int started;
    private List<String> starter = List.of();

    /** Broker and Redis as the settings of processes name them; no passwords in the addresses. */
    record Servers(String broker, String brokerPassword, String redis, String redisPassword) {
        /** Those that all tests share; Redis is emptied. */
        static Servers shared() {
            return with(TestServers.broker());
        }

        /** A broker of a test's own, and the Redis that all share; it is emptied. */
        static Servers with(BrokerServer broker) {
            TestServers.redis().flush();
            RedisServer redis = TestServers.redis();
            String[] user = broker.uri().getUserInfo().split(":", 2);
            return new Servers("amqp://" + user[0] + '@' + broker.uri().getHost() + ':' + broker.uri().getPort(),
                    user[1],
                    "redis://" + redis.host() + ':' + redis.port(), redis.password());
        }
    }

    /** @param directory where the processes' logs go */
    ProcessCluster(Path directory, MiniIrods irods) throws IOException {
        this(directory, irods, Servers.shared());
    }

    /** Over servers of a test's own. */
    ProcessCluster(Path directory, MiniIrods irods, Servers servers) throws IOException {
        this.directory = directory;
        int port = LoopbackPorts.free();
        this.uri = URI.create("http://127.0.0.1:" + port);
        environment.put("IRODS_INGEST_AMQP_URL", servers.broker());
        environment.put("IRODS_INGEST_AMQP_PASSWORD", servers.brokerPassword());
        environment.put("IRODS_INGEST_REDIS_URL", servers.redis());
        environment.put("IRODS_INGEST_REDIS_PASSWORD", servers.redisPassword());
        environment.put("IRODS_INGEST_PORT", String.valueOf(port));
        environment.put("IRODS_INGEST_UNPUBLISHED_AFTER", "3s");
        environment.put("IRODS_INGEST_STALLED_AFTER", "5s");
        environment.put("IRODS_INGEST_WORKER_SILENCE", "3s");
        environment.put("IRODS_INGEST_CLUSTER_KEY", ClusterKey.random());
        environment.put("IRODS_INGEST_LOCAL_ROLE", "admin");
        environment.put("IRODS_HOST", irods.host());
        environment.put("IRODS_PORT", String.valueOf(irods.port()));
        environment.put("IRODS_ZONE_NAME", "tempZone");
        environment.put("IRODS_USER_NAME", "rods");
        environment.put("IRODS_PASSWORD", "rods");
    }

    /** A variable for all processes that are started from now on. */
    ProcessCluster with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What a variable is set to; null when it is not. */
    String variable(String variable) {
        return environment.get(variable);
    }

    /** Takes a variable from all processes that are started from now on. */
    ProcessCluster without(String variable) {
        environment.remove(variable);
        return this;
    }

    ProcessCluster startOrchestrator() throws IOException {
        orchestrator = start("orchestrator", "io.irodsingest.orchestrator.Main", List.of("-Xmx256m"), "listens on");
        return this;
    }

    void killOrchestrator() {
        orchestrator.kill();
    }

    /** @param options of the JVM */
    JvmProcess startWorker(String... options) throws IOException {
        return startWorkerUntil("takes tasks from", options);
    }

    /** @param line what the worker says when it is as far as the test wants it */
    JvmProcess startWorkerUntil(String line, String... options) throws IOException {
        JvmProcess worker = start("worker", WORKER, List.of(options), line);
        workers.add(worker);
        return worker;
    }

    JvmProcess startS3Worker(String... options) throws IOException {
        JvmProcess worker = start("s3-worker", "io.irodsingest.workers3.Main", List.of(options), "takes tasks from");
        workers.add(worker);
        return worker;
    }

    JvmProcess startDeleteWorker() throws IOException {
        JvmProcess worker = start("delete-worker", "io.irodsingest.workerdelete.Main", List.of("-Xmx128m"),
                "takes tasks from");
        workers.add(worker);
        return worker;
    }

    /** How a process ended, and the lines that it printed. */
    record Ended(int exitCode, List<String> lines) {}

    /** Runs a worker that is expected to end by itself within a minute. */
    Ended runWorker() throws IOException, InterruptedException {
        return untilEnd(WORKER, Duration.ofMinutes(1), log -> {});
    }

    /** Sends SIGTERM to a program once it has said something, and expects it to end within ten seconds after that. */
    Ended terminate(String main, String once) throws IOException, InterruptedException {
        return untilEnd(main, Duration.ofSeconds(10), process -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(process.log()).contains(once));
            process.process().destroy();
        });
    }

    /** Runs a worker beside the others, sends SIGTERM to it when something is so, and expects it to end within a time. */
    Ended terminateWorker(Callable<Boolean> when, Duration limit) throws IOException, InterruptedException {
        return untilEnd(WORKER, limit, process -> {
            await().atMost(Duration.ofMinutes(2)).until(when);
            process.process().destroy();
        });
    }

    private record Running(Process process, Path log) {}

    private Ended untilEnd(String main, Duration limit, Consumer<Running> accident)
            throws IOException, InterruptedException {
        Path log = directory.resolve("ended-" + ++started + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main)
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            accident.accept(new Running(process, log));
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)).as("the process has ended").isTrue();
            return new Ended(process.exitValue(), Files.readAllLines(log));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether {@link #startWorkerWithPlainRights} can be kept. */
    static boolean plainRightsArePossible() throws InterruptedException {
        List<String> line = new ArrayList<>(PLAIN_RIGHTS);
        line.add("true");
        try {
            return !isRoot() || new ProcessBuilder(line).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A worker that has no more rights on files than their modes say, also when it is root's. */
    JvmProcess startWorkerWithPlainRights() throws IOException {
        starter = isRoot() ? PLAIN_RIGHTS : List.of();
        JvmProcess worker = startWorker();
        starter = List.of();
        return worker;
    }

    private JvmProcess start(String name, String main, List<String> options, String ready) throws IOException {
        List<String> all = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        all.addAll(options);
        return JvmProcess.start(starter, new Program(main, all, List.of(), environment, ready),
                directory.resolve(name + '-' + ++started + ".log"));
    }

    String url() {
        return uri.toString();
    }

    /** The command lines of all processes that live, as Linux shows them to everybody; none on other systems. */
    List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JvmProcess process : Stream.concat(Stream.of(orchestrator), workers.stream()).toList()) {
            Path line = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            if (Files.isReadable(line)) {
                lines.add(Files.readString(line));
            }
        }
        return lines;
    }

    /** All that all processes have printed. */
    List<String> logs() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                texts.add(Files.readString(log));
            }
        }
        return texts;
    }

    /** The lines that a process has logged, warnings of the JVM left out. */
    List<String> log(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path log = files.filter(file -> file.getFileName().toString().startsWith(name + '-')).findFirst()
                    .orElseThrow();
            return Files.readAllLines(log).stream().filter(line -> line.startsWith("2")).toList();
        }
    }

    AdminClient client() {
        return new AdminClient(uri, Optional.empty());
    }

    @Override
    public void close() {
        workers.forEach(JvmProcess::close);
        if (orchestrator != null) {
            orchestrator.close();
        }
    }
}
