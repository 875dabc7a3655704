package io.irodsingest.testservers;

import io.irodsingest.embedded.DataDirectory;
import io.irodsingest.embedded.GuardedProcess;
import io.irodsingest.embedded.GuardedProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine's RabbitMQ as a node of our own: its own epmd, cookie, ports on 127.0.0.1 and files in a temporary
 * directory, so that it meets no other RabbitMQ of the machine. No plugins. Thread-safe.
 */
final class RabbitMqProcess implements BrokerServer {
    private static final String PREFIX = "irods-ingest-rabbitmq";
    private static final Pattern BANNER = Pattern.compile(".*\\bRabbitMQ (\\d[\\w.+-]*)\\s*");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final RabbitMqPrograms programs;
    private final DataDirectory directory;
    private final RabbitMqSettings settings;
    /** Empty when the node shares that of others. */
    private final Optional<Epmd> epmd;
    private GuardedProcess node;
    private volatile String product = "RabbitMQ";

    private RabbitMqProcess(RabbitMqPrograms programs, DataDirectory directory, RabbitMqSettings settings,
            Optional<Epmd> epmd) throws IOException {
        this.programs = programs;
        this.directory = directory;
        this.settings = settings;
        this.epmd = epmd;
        try {
            launch();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Empty when the machine has none, or not what it takes to end it together with this JVM. */
    static Optional<BrokerServer> find() throws IOException {
        Optional<RabbitMqPrograms> programs = RabbitMqPrograms.find();
        return programs.isEmpty() ? Optional.empty() : Optional.of(alone(programs.get(), Optional.empty(), Map.of()));
    }

    /** One that listens by TLS only; empty as with {@link #find}. */
    static Optional<BrokerServer> findWithTls(Certificates certificates) throws IOException {
        Optional<RabbitMqPrograms> programs = RabbitMqPrograms.find();
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(alone(programs.get(), Optional.of(certificates), Map.of()));
    }

    /** One with parameters of its own; empty as with {@link #find}. */
    static Optional<BrokerServer> findWith(Map<String, Long> parameters) throws IOException {
        Optional<RabbitMqPrograms> programs = RabbitMqPrograms.find();
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(alone(programs.get(), Optional.empty(), parameters));
    }

    private static RabbitMqProcess alone(RabbitMqPrograms programs, Optional<Certificates> certificates,
            Map<String, Long> parameters) throws IOException {
        DataDirectory directory = DataDirectory.temporary(PREFIX);
        Epmd epmd = Epmd.start(programs.epmd(), directory.path());
        return new RabbitMqProcess(programs, directory,
                RabbitMqSettings.write(directory, RabbitMqSettings.Membership.alone(epmd.port()), certificates,
                        parameters),
                Optional.of(epmd));
    }

    /** A node of a cluster. */
    static RabbitMqProcess member(RabbitMqPrograms programs, RabbitMqSettings.Membership membership)
            throws IOException {
        DataDirectory directory = DataDirectory.temporary(PREFIX);
        return new RabbitMqProcess(programs, directory,
                RabbitMqSettings.write(directory, membership, Optional.empty(), Map.of()), Optional.empty());
    }

    private void launch() throws IOException {
        node = GuardedProcess.start(new Command("rabbitmq-server", List.of(programs.server().toString()),
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

    @Override
    public boolean canFreeze() {
        return true;
    }

    @Override
    public synchronized void freeze() {
        node.freeze();
    }

    @Override
    public synchronized void thaw() {
        node.thaw();
    }

    @Override
    public boolean canRunShort() {
        return true;
    }

    @Override
    public void runShort(Shortage of) {
        switch (of) {
            case MEMORY -> control("set_vm_memory_high_watermark", "0");
            case DISK -> control("set_disk_free_limit", "1000000GB");
        }
    }

    @Override
    public void recover() {
        control("set_vm_memory_high_watermark", "absolute", RabbitMqSettings.MEMORY_LIMIT);
        control("set_disk_free_limit", RabbitMqSettings.DISK_LIMIT);
    }

    /** Kills it: nobody wants what it stored, and a shutdown in good order takes seconds. */
    @Override
    public synchronized void close() {
        if (node != null) {
            node.kill();
        }
        epmd.ifPresent(Epmd::close);
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code rabbitmqctl} prints when it is given these words. */
    String control(String... words) {
        List<String> line = new ArrayList<>(
                List.of(programs.control().toString(), "-q", "-n", settings.node()));
        line.addAll(List.of(words));
        try {
            return Tools.run(directory.path(), settings.environment(), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name among the nodes of a cluster. */
    String name() {
        return settings.node();
    }

    int port() {
        return settings.amqpPort();
    }

    /** Where it listens. */
    List<Integer> ports() {
        return List.of(settings.amqpPort(), settings.distributionPort());
    }
}
