package io.irodsingest.common.state.redis;

import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.embedded.EmbeddedRedis;
import io.irodsingest.testservers.RedisCluster;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Redis: the one that all tests share, or one of a test's own that can be taken away and be given older data. */
final class TestRedis implements AutoCloseable {
    /** What Redis 7 and Redis 6 call it. */
    private static final List<String> DATA = List.of("appendonlydir", "appendonly.aof");

    private final String host;
    private final int port;
    private final String password;
    private final Path directory;
    private final EmbeddedRedis own;
    private final Optional<RedisCluster> cluster;

    private TestRedis(RedisCluster cluster) {
        this("127.0.0.1", 0, cluster.password(), null, null, Optional.of(cluster));
    }

    private TestRedis(String host, int port, String password, Path directory, EmbeddedRedis own,
            Optional<RedisCluster> cluster) {
        this.host = host;
        this.port = port;
        this.password = password;
        this.directory = directory;
        this.own = own;
        this.cluster = cluster;
    }

    /**
     * For tests that only talk to it. The system property {@code irods-ingest.test.redis-cluster=1} makes it a Redis Cluster.
     */
    static TestRedis shared() {
        if ("1".equals(System.getProperty("irods-ingest.test.redis-cluster"))) {
            return new TestRedis(SharedCluster.CLUSTER);
        }
        RedisServer server = TestServers.redis();
        return new TestRedis(server.host(), server.port(), server.password(), null, null, Optional.empty());
    }

    /** A server with an append-only file in this directory. */
    static TestRedis in(Path directory) {
        EmbeddedRedis server = program().map(EmbeddedRedis.durable(directory)::withProgram)
                .orElseGet(() -> EmbeddedRedis.durable(directory));
        try {
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new TestRedis("127.0.0.1", server.port(), server.password(), directory, server, Optional.empty());
    }

    boolean isCluster() {
        return cluster.isPresent();
    }

    void start() {
        try {
            own.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void kill() {
        own.kill();
    }

    /** In good order: one that is killed while its disk is busy may have answered what it has not written yet. */
    void restart() {
        own.stop();
        start();
    }

    RedisSettings settings() {
        return RedisSettings.of(cluster.map(RedisCluster::address).orElse("redis://" + host + ':' + port),
                Optional.of(password).filter(secret -> !secret.isEmpty()));
    }

    RedisState open() throws UnavailableException {
        return RedisState.open(settings(), new Outages(Clock.systemUTC()));
    }

    /** Sends a command and returns the first line of the answer. */
    String command(String words) {
        if (cluster.isEmpty()) {
            return ask(words).getFirst();
        }
        List<String> answers = cluster.get().masters().stream().map(master -> master.ask(words)).toList();
        return words.equals("DBSIZE")
                ? ":" + answers.stream().mapToLong(answer -> Long.parseLong(answer.substring(1))).sum()
                : answers.stream().filter(answer -> !answer.startsWith("-MOVED")).findFirst().orElseThrow();
    }

    /** Sends a command to a server that is alone, and returns all lines of the answer. */
    List<String> lines(String words) {
        return ask(words);
    }

    /** A figure of {@code INFO}. */
    long info(String name) {
        return cluster.isEmpty()
                ? ask("INFO").stream().filter(line -> line.startsWith(name + ':'))
                        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).trim())).findFirst()
                        .orElseThrow()
                : cluster.get().masters().stream().mapToLong(master -> Long.parseLong(master.info(name))).sum();
    }

    /** One cluster for all tests of a JVM. */
    private static final class SharedCluster {
        static final RedisCluster CLUSTER = start();

        private static RedisCluster start() {
            try {
                RedisCluster started = RedisCluster.start().orElseThrow();
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                return started;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private List<String> ask(String words) {
        try (Socket socket = new Socket(host, port)) {
            String login = password.isEmpty() ? "PING" : "AUTH " + password;
            socket.getOutputStream()
                    .write((login + "\r\n" + words + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).lines()
                    .skip(1).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * It keeps its connections and does not answer.
     *
     * @return what it takes to let it go on with what came in meanwhile
     */
    Runnable freeze() {
        long pid = info("process_id");
        signal("-STOP", pid);
        return () -> signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid)).start().onExit().join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Keeps a copy of the data as they are on disk. */
    void copyTo(Path copy) {
        copyData(directory, copy);
    }

    /** Ends the server as a power cut would, and starts it with older data. */
    void fallBackTo(Path copy) {
        kill();
        DATA.forEach(name -> deleteTree(directory.resolve(name)));
        copyData(copy, directory);
        start();
    }

    @Override
    public void close() {
        if (own != null) {
            try {
                own.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static Optional<Path> program() {
        if ("1".equals(System.getenv(TestServers.EMBEDDED_VARIABLE))
                || "1".equals(System.getProperty(TestServers.EMBEDDED_PROPERTY))) {
            return Optional.empty();
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server")).filter(Files::isExecutable).findFirst();
    }

    private static void copyData(Path from, Path to) {
        try {
            for (String name : DATA) {
                Path source = from.resolve(name);
                try (Stream<Path> all = Files.exists(source) ? Files.walk(source) : Stream.empty()) {
                    for (Path file : all.toList()) {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.exists(tree) ? Files.walk(tree) : Stream.empty()) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
