package io.irodsingest.testservers;

import io.irodsingest.embedded.DataDirectory;
import io.irodsingest.testservers.RabbitMqSettings.Membership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of nodes of the machine's RabbitMQ on 127.0.0.1, with an epmd and a cookie of its own. Thread-safe. */
public final class RabbitMqCluster implements AutoCloseable {
    private final DataDirectory directory;
    private final Epmd epmd;
    private final List<RabbitMqProcess> nodes = new ArrayList<>();

    private RabbitMqCluster(RabbitMqPrograms programs, int size) throws IOException {
        this.directory = DataDirectory.temporary("irods-ingest-epmd");
        this.epmd = Epmd.start(programs.epmd(), directory.path());
        try {
            Membership first = Membership.alone(epmd.port());
            nodes.add(RabbitMqProcess.member(programs, first));
            Membership other = first.joining(nodes.getFirst().name());
            List<CompletableFuture<RabbitMqProcess>> others = new ArrayList<>();
            for (int i = 1; i < size; i++) {
                others.add(CompletableFuture.supplyAsync(() -> member(programs, other)));
            }
            others.forEach(node -> nodes.add(node.join()));
            Tools.await("the nodes have joined", () -> running() == size);
        } catch (IOException | CompletionException e) {
            close();
            throw new IOException("no RabbitMQ cluster: " + e.getMessage(), e);
        }
    }

    private static RabbitMqProcess member(RabbitMqPrograms programs, Membership membership) {
        try {
            return RabbitMqProcess.member(programs, membership);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the machine has no rabbitmq-server, or not what it takes to end it together with this JVM. */
    public static Optional<RabbitMqCluster> start(int size) throws IOException {
        Optional<RabbitMqPrograms> programs = RabbitMqPrograms.find();
        return programs.isEmpty() ? Optional.empty() : Optional.of(new RabbitMqCluster(programs.get(), size));
    }

    private long running() {
        String nodesOfCluster = nodes.getFirst().control("eval", "length(rabbit_nodes:all_running()).");
        return Long.parseLong(nodesOfCluster.strip());
    }

    /** As the setting for RabbitMQ's address has it. */
    public String address() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "amqp://" + user() + '@', ""));
    }

    public String password() {
        return nodes.getFirst().uri().getUserInfo().split(":", 2)[1];
    }

    private String user() {
        return nodes.getFirst().uri().getUserInfo().split(":", 2)[0];
    }

    public List<BrokerServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Where anything of it listens. */
    public List<Integer> ports() {
        return Stream.concat(Stream.of(epmd.port()), nodes.stream().flatMap(node -> node.ports().stream())).toList();
    }

    /** How many nodes have the messages of a quorum queue. */
    public int members(String queue) {
        return column(queue, "members").split(",").length;
    }

    /** The node that leads a quorum queue. */
    public BrokerServer leader(String queue) {
        String leader = column(queue, "leader");
        return nodes.stream().filter(node -> leader.contains(node.name())).findFirst().orElseThrow();
    }

    private String column(String queue, String column) {
        return nodes.getFirst().control("list_queues", "--silent", "name", column).lines()
                .filter(line -> line.startsWith(queue + '\t')).findFirst()
                .map(line -> line.substring(queue.length() + 1)).orElseThrow();
    }

    @Override
    public void close() {
        nodes.forEach(RabbitMqProcess::close);
        epmd.close();
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
