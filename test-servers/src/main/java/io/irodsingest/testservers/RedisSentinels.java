package io.irodsingest.testservers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A Redis with a replica and three sentinels that watch them, of the machine's redis-server, on 127.0.0.1. Thread-safe. */
public final class RedisSentinels implements AutoCloseable {
    /** By which the sentinels know the servers. */
    public static final String MASTER = "jobs";

    private static final int SENTINELS = 3;
    /** A master that does not answer for so long is taken for dead; in milliseconds. */
    private static final int DOWN_AFTER = 1000;

    private final List<RedisNode> nodes = new ArrayList<>();
    private final List<RedisNode> sentinels = new ArrayList<>();
    private final String password = UUID.randomUUID().toString();
    private final String sentinelPassword = UUID.randomUUID().toString();

    private RedisSentinels(Path server) throws IOException {
        try {
            RedisNode master = RedisNode.start(server, password, List.of());
            nodes.add(master);
            RedisNode replica = RedisNode.start(server, password, List.of("replicaof 127.0.0.1 " + master.port()));
            nodes.add(replica);
            Tools.await("the replica has what the master has", () -> replica.info("master_link_status").equals("up"));
            for (int i = 0; i < SENTINELS; i++) {
                sentinels.add(RedisNode.startSentinel(server, sentinelPassword,
                        List.of("sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 2",
                                "sentinel auth-pass " + MASTER + ' ' + password,
                                "sentinel sentinel-pass " + sentinelPassword,
                                "sentinel down-after-milliseconds " + MASTER + ' ' + DOWN_AFTER,
                                "sentinel failover-timeout " + MASTER + " 5000")));
            }
            Tools.await("the sentinels know each other and the replica", () -> sentinels.stream().allMatch(
                    sentinel -> sentinel.info("master0").endsWith("slaves=1,sentinels=" + SENTINELS)));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Empty when the machine has no redis-server. */
    public static Optional<RedisSentinels> start() throws IOException {
        Optional<Path> server = RedisNode.program();
        return server.isEmpty() ? Optional.empty() : Optional.of(new RedisSentinels(server.get()));
    }

    /** As the setting for Redis' address has it. */
    public String address() {
        return sentinels.stream().map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/" + MASTER));
    }

    /** Of the servers. */
    public String password() {
        return password;
    }

    public String sentinelPassword() {
        return sentinelPassword;
    }

    /** Master and replica, in the order of the start. */
    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    public List<RedisNode> sentinels() {
        return List.copyOf(sentinels);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisNode::close);
        nodes.forEach(RedisNode::close);
    }
}
