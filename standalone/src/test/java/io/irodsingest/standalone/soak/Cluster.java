package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.adminapi.S3Request;
import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.embedded.EmbeddedS3;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All that the soak runs: servers, orchestrators and workers, each with faulty links of its own to the servers. */
final class Cluster implements AutoCloseable {
    static final String SECOND_RESOURCE = "secondResc";
    private static final String ACCESS_KEY = "soak-access-key";
    private static final String SECRET_KEY = "soak-secret-key";
    private static final String S3_WORKER = "io.irodsingest.workers3.Main";
    private static final String FILESYSTEM_WORKER = "io.irodsingest.workerfilesystem.Main";

    private final Path directory;
    private final BrokerServer broker = TestServers.broker();
    private final RedisServer redis = TestServers.redis();
    private final EmbeddedS3 s3 = EmbeddedS3.inMemory(ACCESS_KEY, SECRET_KEY);
    private final IrodsProcess irods;
    private final FaultyLink storeLink;
    private final List<Member> members = new ArrayList<>();
    private final String key = ClusterKey.random();
    private final Admin admin;
    private static final int MOST_OF_A_LINE = 600;

    private final EventHandlerFile handler;

    /** @param directory for all that the soak writes */
    Cluster(Path directory) throws IOException {
        this.directory = directory;
        redis.flush();
        handler = compileHandler();
        irods = new IrodsProcess(Files.createDirectories(directory.resolve("irods")));
        CatalogFile.create(irods, SECOND_RESOURCE);
        s3.start();
        storeLink = FaultyLink.to(s3.endpoint());
        List<URI> orchestrators = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int port = LoopbackPorts.free();
            orchestrators.add(URI.create("http://127.0.0.1:" + port));
            add("orchestrator-" + i, "io.irodsingest.orchestrator.Main", "-Xmx192m", port);
        }
        admin = new Admin(orchestrators);
        add("worker-1", FILESYSTEM_WORKER, "-Xmx192m", 0);
        add("worker-2", FILESYSTEM_WORKER, "-Xmx192m", 0);
        add("s3-worker", S3_WORKER, "-Xmx192m", 0);
        add("delete-worker", "io.irodsingest.workerdelete.Main", "-Xmx128m", 0);
    }

    /** Starts all processes, at the same time. */
    void start() throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> starts = new ArrayList<>();
            starts.add(() -> {
                irods.start();
                return null;
            });
            for (Member member : members) {
                starts.add(() -> {
                    member.start();
                    return null;
                });
            }
            for (Future<Void> start : threads.invokeAll(starts)) {
                start.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
    }

    private void add(String name, String main, String heap, int port) throws IOException {
        Map<Server, FaultyLink> links = new EnumMap<>(Server.class);
        links.put(Server.BROKER, FaultyLink.to(broker.uri().getHost(), broker.uri().getPort()));
        links.put(Server.REDIS, FaultyLink.to(redis.host(), redis.port()));
        if (port == 0) {
            links.put(Server.IRODS, FaultyLink.to("127.0.0.1", irods.port()));
        }
        if (main.equals(S3_WORKER)) {
            links.put(Server.STORE, storeLink);
        }
        Path own = Files.createDirectories(directory.resolve(name));
        List<String> options = List.of(heap, "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + Files.createDirectories(own.resolve("tmp")));
        members.add(new Member(name, main, options, environment(links, port), own, links));
    }

    private Map<String, String> environment(Map<Server, FaultyLink> links, int port) {
        String[] user = broker.uri().getUserInfo().split(":", 2);
        Map<String, String> environment = new HashMap<>(Map.of("IRODS_INGEST_AMQP_URL",
                "amqp://" + user[0] + "@127.0.0.1:" + links.get(Server.BROKER).port(), "IRODS_INGEST_AMQP_PASSWORD",
                user[1], "IRODS_INGEST_REDIS_URL", "redis://127.0.0.1:" + links.get(Server.REDIS).port(),
                "IRODS_INGEST_REDIS_PASSWORD", redis.password(), "IRODS_INGEST_CLUSTER_KEY", key,
                "IRODS_INGEST_LOG_LEVEL", "info"));
        if (port > 0) {
            environment.putAll(Map.of("IRODS_INGEST_PORT", String.valueOf(port), "IRODS_INGEST_UNPUBLISHED_AFTER",
                    "3s", "IRODS_INGEST_STALLED_AFTER", "10s", "IRODS_INGEST_LOCAL_ROLE", "admin"));
        } else {
            environment.putAll(Map.of("IRODS_HOST", "127.0.0.1", "IRODS_PORT",
                    String.valueOf(links.get(Server.IRODS).port()), "IRODS_ZONE_NAME", IrodsProcess.ZONE,
                    "IRODS_USER_NAME", IrodsProcess.USER, "IRODS_PASSWORD", IrodsProcess.PASSWORD));
        }
        return environment;
    }

    private EventHandlerFile compileHandler() throws IOException {
        Files.createDirectories(events());
        try (InputStream source = Cluster.class.getResourceAsStream("SoakHandler.txt")) {
            Path file = directory.resolve("SoakHandler.java");
            Files.writeString(file, new String(source.readAllBytes(), StandardCharsets.UTF_8).replace("@DIRECTORY@",
                    events().toString()));
            return EventHandlerFiles.read(file);
        }
    }

    /** Everything that can be hurt. */
    List<Victim> victims() {
        List<Victim> all = new ArrayList<>(members);
        all.add(new BrokerVictim(broker, links(Server.BROKER)));
        all.add(new RedisVictim(redis, links(Server.REDIS)));
        all.add(new IrodsVictim(irods, links(Server.IRODS)));
        all.add(new StoreVictim(s3, storeLink));
        return all;
    }

    private Links links(Server server) {
        return new Links(members.stream().map(member -> member.links().get(server)).filter(link -> link != null)
                .toList());
    }

    Admin admin() {
        return admin;
    }

    EventHandlerFile handler() {
        return handler;
    }

    /** Where the event handler notes its calls: a file for each job. */
    Path events() {
        return directory.resolve("events");
    }

    S3Request store() {
        return new S3Request(Optional.of("127.0.0.1:" + storeLink.port()), Optional.empty(), Optional.empty(),
                Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ACCESS_KEY),
                Optional.of(SECRET_KEY));
    }

    /** A source that nothing else uses. */
    Source source(String name, boolean bucket, boolean large) throws IOException {
        return bucket
                ? new BucketSource(s3, name)
                : new DirectorySource(directory.resolve("sources").resolve(name), large);
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    IrodsProcess irods() {
        return irods;
    }

    RedisServer redis() {
        return redis;
    }

    /** What Redis has of a job besides its event handler, for those who look for what became of it. */
    String recordsOf(String jobId) {
        StringBuilder records = new StringBuilder();
        boolean wanted = false;
        for (String line : redis.contents().lines().toList()) {
            if (line.startsWith("ii:")) {
                wanted = line.startsWith("ii:job:{" + jobId) && !line.endsWith(":handler")
                        || line.startsWith("ii:{jobs}:");
            }
            if (wanted && !line.startsWith("$") && !line.startsWith("*")) {
                records.append(line, 0, Math.min(line.length(), MOST_OF_A_LINE))
                        .append(line.startsWith("ii:") ? ": " : " ");
            }
        }
        return records.toString();
    }

    /** What the servers are. */
    String products() {
        return broker.product() + " (" + broker.origin() + "), " + redis.product() + " (" + redis.origin() + "), "
                + EmbeddedS3.product();
    }

    /** Ends everything but broker and Redis, which end with this JVM. */
    @Override
    public void close() {
        members.forEach(Member::close);
        irods.close();
        try {
            s3.close();
        } catch (IOException e) {
            System.err.println("soak: " + e.getMessage());
        }
    }
}
