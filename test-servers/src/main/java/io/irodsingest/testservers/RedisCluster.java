package io.irodsingest.testservers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A Redis Cluster of three masters with a replica each, of the machine's redis-server, on 127.0.0.1. Thread-safe. */
public final class RedisCluster implements AutoCloseable {
    private static final int NODES = 6;
    /** A master that does not answer for so long is taken for dead; in milliseconds. */
    private static final int NODE_TIMEOUT = 2000;

    private final List<RedisNode> nodes = new ArrayList<>();
    private final String password = UUID.randomUUID().toString();

    private RedisCluster(Path server, Path client) throws IOException {
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(RedisNode.start(server, password,
                        List.of("cluster-enabled yes", "cluster-config-file nodes.conf",
                                "cluster-node-timeout " + NODE_TIMEOUT)));
            }
            List<String> create = new ArrayList<>(List.of(client.toString(), "--cluster", "create"));
            nodes.forEach(node -> create.add("127.0.0.1:" + node.port()));
            create.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
            // not as an argument, which everybody could see
            Tools.run(Path.of("").toAbsolutePath(), Map.of("REDISCLI_AUTH", password), create);
            awaitSound();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Empty when the machine has no redis-server and redis-cli. */
    public static Optional<RedisCluster> start() throws IOException {
        Optional<Path> server = RedisNode.program();
        Optional<Path> client = Programs.find("redis-cli");
        return server.isEmpty() || client.isEmpty()
                ? Optional.empty()
                : Optional.of(new RedisCluster(server.get(), client.get()));
    }

    /** Waits until every node sees all slots served and every replica has what its master has. */
    public void awaitSound() throws IOException {
        Tools.await("the Redis Cluster is whole", () -> nodes.stream().allMatch(RedisCluster::isSound)
                && nodes.stream().filter(RedisNode::isMaster).count() == NODES / 2);
    }

    private static boolean isSound(RedisNode node) {
        return RedisCommands.ask(node, "CLUSTER INFO").contains("cluster_state:ok")
                && (node.isMaster()
                        ? !node.info("connected_slaves").equals("0")
                        : node.info("master_link_status").equals("up"));
    }

    /** As the setting for Redis' address has it. */
    public String address() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    public String password() {
        return password;
    }

    /** Those that are masters now. */
    public List<RedisNode> masters() {
        return nodes.stream().filter(RedisNode::isMaster).toList();
    }

    /** All nodes, also those that were killed. */
    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        nodes.forEach(RedisNode::close);
    }
}
