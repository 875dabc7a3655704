package io.irodsingest.testservers;

import io.irodsingest.embedded.DataDirectory;
import io.irodsingest.embedded.GuardedProcess;
import io.irodsingest.embedded.GuardedProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine's RabbitMQ as a node of our own: its own epmd, cookie, ports on 127.0.0.1 and files in a temporary
 * directory, so that it meets no other RabbitMQ of the machine. No plugins. Thread-safe.
 */
final class RabbitMqProcess implements BrokerServer {
    /** Packages put a script on the path that changes to the user rabbitmq; the scripts here do not. */
    private static final String PACKAGED = "/usr/lib/rabbitmq/bin";
    private static final Pattern BANNER = Pattern.compile(".*\\bRabbitMQ (\\d[\\w.+-]*)\\s*");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration CONTROL_LIMIT = Duration.ofMinutes(1);

    private final Path server;
    private final Path control;
    private final DataDirectory directory;
    private final RabbitMqSettings settings;
    private final GuardedProcess epmd;
    private GuardedProcess node;
    private volatile String product = "RabbitMQ";

    private RabbitMqProcess(Path server, Path epmdProgram) throws IOException {
        this.server = server;
        this.control = server.resolveSibling("rabbitmqctl");
        this.directory = DataDirectory.temporary("irods-ingest-rabbitmq");
        this.settings = RabbitMqSettings.write(directory);
        this.epmd = GuardedProcess.start(new Command("epmd",
                List.of(epmdProgram.toString(), "-d", "-address", "127.0.0.1", "-port",
                        Integer.toString(settings.epmdPort())),
                Map.of(), directory.path(), false, line -> line.contains("epmd running")));
        try {
            epmd.awaitReady(START_LIMIT);
            launch();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Empty when the machine has none, or not what it takes to end it together with this JVM. */
    static Optional<BrokerServer> find() throws IOException {
        Optional<Path> server = Programs.find("rabbitmq-server", PACKAGED);
        Optional<Path> epmd = Programs.find("epmd", "/usr/lib/erlang/bin", "/usr/local/lib/erlang/bin");
        if (server.isEmpty() || epmd.isEmpty() || Programs.find("setsid").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RabbitMqProcess(server.get(), epmd.get()));
    }

    private void launch() throws IOException {
        node = GuardedProcess.start(new Command("rabbitmq-server", List.of(server.toString()),
                settings.environment(), directory.path(), true, this::isReady));
        node.awaitReady(START_LIMIT);
    }

    private boolean isReady(String line) {
        Matcher banner = BANNER.matcher(line);
        if (banner.matches()) {
            product = "RabbitMQ " + banner.group(1);
        }
        return line.contains("completed with ") && line.contains(" plugins");
    }

    @Override
    public URI uri() {
        return settings.uri();
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public String origin() {
        return "rabbitmq-server on the path";
    }

    @Override
    public boolean canStop() {
        return true;
    }

    @Override
    public synchronized void stop() {
        if (node.isAlive()) {
            control("stop_app");
        }
    }

    @Override
    public synchronized void kill() {
        node.kill();
    }

    @Override
    public synchronized void start() {
        if (node.isAlive()) {
            control("start_app");
            return;
        }
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it: nobody wants what it stored, and a shutdown in good order takes seconds. */
    @Override
    public synchronized void close() {
        if (node != null) {
            node.kill();
        }
        epmd.kill();
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void control(String order) {
        ProcessBuilder builder = new ProcessBuilder(control.toString(), "-q", "-n", settings.node(), order)
                .directory(directory.path().toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(CONTROL_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("rabbitmqctl " + order + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during rabbitmqctl " + order, e);
        }
    }
}
