package io.irodsingest.embedded;

import io.irodsingest.embedded.GuardedProcess.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A redis-server of our own on 127.0.0.1, protected by a random password, that ends with this JVM. Durable, it keeps
 * its data in an append-only file that is synchronised every second; it never evicts keys. The directory is this
 * server's alone from the first start to {@link #close()}.
 * <p>
 * Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CONFIGURATION = "redis.conf";
    /** Loading a large append-only file takes its time. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int PORT_TRIES = 5;
    /** What redis-server says in all versions; the reason beside it depends on the C library. */
    private static final String PORT_TAKEN = "Failed listening on port";

    private final Storage storage;
    private final Optional<Path> program;
    private int port;
    private String password;
    private DataDirectory directory;
    private GuardedProcess running;

    private EmbeddedRedis(Storage storage, Optional<Path> program, int port) {
        this.storage = storage;
        this.program = program;
        this.port = port;
    }

    /** A server that forgets everything when it stops, on a free port. */
    public static EmbeddedRedis inMemory() {
        return new EmbeddedRedis(new Storage.Memory(), Optional.empty(), 0);
    }

    /** A server that is durable until {@link #close()}, which removes its temporary directory; for tests. */
    public static EmbeddedRedis temporary() {
        return new EmbeddedRedis(new Storage.Temporary(), Optional.empty(), 0);
    }

    /**
     * A server that keeps its data in this directory, which is made when it does not exist and gets mode 700. The
     * password is kept there too, in the file {@code redis.password} of mode 600.
     */
    public static EmbeddedRedis durable(Path directory) {
        return new EmbeddedRedis(new Storage.Durable(directory), Optional.empty(), 0);
    }

    /** The same server on a fixed port instead of a free one; for a server that has not been started. */
    public EmbeddedRedis onPort(int fixed) {
        return new EmbeddedRedis(storage, program, fixed);
    }

    /** The same with this redis-server instead of the one in the jar; for a server that has not been started. */
    public EmbeddedRedis withProgram(Path redisServer) {
        return new EmbeddedRedis(storage, Optional.of(redisServer), port);
    }

    /**
     * Starts the server, after a {@link #stop()} on the port it had; returns when it answers. Does nothing when it
     * runs. A server that an earlier process left running in the directory is ended first.
     *
     * @throws IOException when the port is taken, the directory is in use or cannot be written
     */
    public synchronized EmbeddedRedis start() throws IOException {
        if (isRunning()) {
            return this;
        }
        running = null;
        boolean first = directory == null;
        if (first) {
            directory = storage.open("irods-ingest-redis");
        }
        try {
            password = directory.secret("redis.password");
            RedisLeftover.stop(directory.path());
            launch();
        } finally {
            if (first && running == null) {
                close();
            }
        }
        return this;
    }

    /** Takes the server away: it ends in good order, its data on disk. Does nothing when it does not run. */
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Takes the server away with SIGKILL. Does nothing when it does not run. */
    public synchronized void kill() {
        if (running != null) {
            running.kill();
            running = null;
        }
    }

    /** Has a server that runs stand still (SIGSTOP) until {@link #thaw}. */
    public synchronized void freeze() {
        if (running != null) {
            running.freeze();
        }
    }

    /** Lets a server that stands still go on. */
    public synchronized void thaw() {
        if (running != null) {
            running.thaw();
        }
    }

    public synchronized boolean isRunning() {
        return running != null && running.isAlive();
    }

    /** The TCP port on 127.0.0.1; 0 before the first start when none was given. */
    public synchronized int port() {
        return port;
    }

    /** @throws IllegalStateException before the first start */
    public synchronized String password() {
        if (password == null) {
            throw new IllegalStateException("Redis was never started");
        }
        return password;
    }

    @Override
    public synchronized void close() throws IOException {
        stop();
        if (directory != null) {
            DataDirectory closing = directory;
            directory = null;
            closing.close();
        }
    }

    /** redis-server cannot choose a free port itself, so the one chosen for it may be taken by then. */
    private void launch() throws IOException {
        int tries = port == 0 ? PORT_TRIES : 1;
        for (int attempt = 1; running == null; attempt++) {
            int candidate = port == 0 ? LoopbackPorts.free() : port;
            GuardedProcess process = GuardedProcess.start(command(candidate));
            try {
                process.awaitReady(START_LIMIT);
                ping(candidate);
                running = process;
                port = candidate;
            } catch (IOException e) {
                process.kill();
                if (!e.getMessage().contains(PORT_TAKEN)) {
                    throw e;
                }
                if (attempt >= tries) {
                    throw new IOException("the embedded Redis cannot listen on " + HOST + " port " + candidate, e);
                }
            }
        }
    }

    private Command command(int candidate) throws IOException {
        Path redisServer = program.isPresent() ? program.get() : RedisBinary.in(directory);
        directory.writePrivate(CONFIGURATION, configuration(candidate));
        return new Command("redis-server", List.of(redisServer.toString(), CONFIGURATION), Map.of(), directory.path(),
                directory.isTemporary(), line -> line.contains("Ready to accept connections"));
    }

    /** Names of files are relative to the directory, in which the server runs: no quoting is needed. */
    private List<String> configuration(int candidate) {
        return List.of("bind " + HOST, "port " + candidate, "requirepass " + password, "daemonize no",
                "pidfile " + RedisLeftover.PID_FILE, "dir ./", "save \"\"",
                "appendonly " + (storage.keepsData() ? "yes" : "no"), "appendfsync everysec",
                "maxmemory-policy noeviction", "loglevel notice", "tcp-backlog 128");
    }

    private void ping(int candidate) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(HOST), candidate)) {
            socket.setSoTimeout(Math.toIntExact(ANSWER_LIMIT.toMillis()));
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String authenticated = answers.readLine();
            String pong = answers.readLine();
            if (!"+OK".equals(authenticated) || !"+PONG".equals(pong)) {
                throw new IOException("Redis on port " + candidate + " answers " + authenticated + ", " + pong);
            }
        }
    }
}
