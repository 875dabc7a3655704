package io.irodsingest.testservers;

import io.irodsingest.embedded.DataDirectory;
import io.irodsingest.embedded.GuardedProcess;
import io.irodsingest.embedded.GuardedProcess.Command;
import io.irodsingest.embedded.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A redis-server of the machine with settings of a test's own, on 127.0.0.1, its files in a temporary directory. */
public final class RedisNode implements RedisServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final String CONFIGURATION = "redis.conf";

    private final Path program;
    private final List<String> options;
    private final int port;
    private final String password;
    private final DataDirectory directory;
    private GuardedProcess process;

    private RedisNode(Path program, List<String> options, List<String> settings, int port, String password)
            throws IOException {
        this.program = program;
        this.options = options;
        this.port = port;
        this.password = password;
        this.directory = DataDirectory.temporary("irods-ingest-redis");
        List<String> all = new ArrayList<>(
                List.of("bind 127.0.0.1", "port " + port, "dir ./", "requirepass " + password,
                        "daemonize no", "loglevel notice"));
        all.addAll(settings);
        directory.writePrivate(CONFIGURATION, all);
        try {
            launch();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The machine's redis-server. */
    static Optional<Path> program() {
        return Programs.find("redis-server");
    }

    /** @param settings lines of redis.conf, besides those that say where it listens and what its password is */
    static RedisNode start(Path program, String password, List<String> settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("save \"\"", "appendonly yes", "appendfsync everysec",
                "maxmemory-policy noeviction", "masterauth " + password, "repl-diskless-sync-delay 0"));
        all.addAll(settings);
        return new RedisNode(program, List.of(), all, LoopbackPorts.free(), password);
    }

    /** @param settings lines of sentinel.conf */
    static RedisNode startSentinel(Path program, String password, List<String> settings) throws IOException {
        return new RedisNode(program, List.of("--sentinel"), settings, LoopbackPorts.free(), password);
    }

    /** One that speaks TLS; empty when the machine has no redis-server. */
    public static Optional<RedisNode> startWithTls(Certificates certificates, String password) throws IOException {
        Optional<Path> program = program();
        int tls = LoopbackPorts.free();
        return program.isEmpty()
                ? Optional.empty()
                : Optional.of(new RedisNode(program.get(), List.of(),
                        List.of("port 0", "tls-port " + tls, "tls-cert-file " + certificates.certificate(),
                                "tls-key-file " + certificates.key(), "tls-ca-cert-file " + certificates.authority(),
                                "tls-auth-clients no"),
                        tls, password));
    }

    private void launch() throws IOException {
        List<String> line = Stream.of(List.of(program.toString(), CONFIGURATION), options).flatMap(List::stream)
                .toList();
        process = GuardedProcess.start(new Command("redis-server", line, Map.of(), directory.path(), true,
                text -> text.contains("Ready to accept connections") || text.contains("+monitor master")));
        process.awaitReady(START_LIMIT);
    }

    /** What {@code INFO} tells under a name; empty when it tells nothing. */
    public String info(String name) {
        return RedisCommands.ask(this, "INFO").stream().filter(line -> line.startsWith(name + ':')).findFirst()
                .map(line -> line.substring(name.length() + 1).strip()).orElse("");
    }

    /** The first line of the answer to a command. */
    public String ask(String command) {
        return RedisCommands.ask(this, command).getFirst();
    }

    boolean isSentinel() {
        return !options.isEmpty();
    }

    boolean isMaster() {
        return process.isAlive() && info("role").equals("master");
    }

    @Override
    public URI uri() {
        return URI.create("redis://:" + password + "@127.0.0.1:" + port);
    }

    @Override
    public String product() {
        return "Redis";
    }

    @Override
    public String origin() {
        return "redis-server on the path";
    }

    @Override
    public boolean canStop() {
        return true;
    }

    @Override
    public synchronized void stop() {
        process.close();
    }

    @Override
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void start() {
        if (process.isAlive()) {
            return;
        }
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.kill();
        }
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
