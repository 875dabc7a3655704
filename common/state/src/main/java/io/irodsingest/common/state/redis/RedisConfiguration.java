package io.irodsingest.common.state.redis;

import java.time.Duration;
import java.util.List;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.ShardedSubscriptionMode;
import org.redisson.config.SubscriptionMode;

/**
 * How Redisson is to work. Reads go to masters too: a replica may not have what was written a moment ago. A connection that fails
 * is given up soon, for {@link RedisCalls} waits visibly.
 */
final class RedisConfiguration {
    static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    private static final int THREADS = 2;
    private static final int NETTY_THREADS = 4;
    private static final int CONNECTIONS = 32;
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);
    private static final int RETRIES = 2;
    /** How soon a new master is found. */
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(1);

    private RedisConfiguration() {}

    static Config of(RedisSettings settings) {
        Config config = new Config();
        config.setThreads(THREADS).setNettyThreads(NETTY_THREADS).setCodec(StringCodec.INSTANCE)
                .setUseScriptCache(true);
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        if (settings.tls()) {
            config.setSslTrustManagerFactory(settings.authorities().trustManagers());
        }
        switch (settings.layout()) {
            case SINGLE -> single(config, settings);
            case CLUSTER -> cluster(config, settings);
            case SENTINEL -> sentinel(config, settings);
        }
        return config;
    }

    /** The nodes as Redisson wants them. */
    static List<String> addresses(RedisSettings settings) {
        return settings.nodes().stream().map(node -> (settings.tls() ? "rediss://" : "redis://") + node).toList();
    }

    private static void single(Config config, RedisSettings settings) {
        config.useSingleServer().setAddress(addresses(settings).getFirst()).setDatabase(settings.database())
                .setConnectionMinimumIdleSize(2).setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1).setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()).setTimeout((int) ANSWER_TIMEOUT.toMillis())
                .setRetryAttempts(RETRIES).setRetryDelay(new ConstantDelay(RETRY_DELAY))
                .setReconnectionDelay(new ConstantDelay(LONGEST_RECONNECT_DELAY));
    }

    private static void cluster(Config config, RedisSettings settings) {
        ClusterServersConfig cluster = config.useClusterServers();
        masters(cluster);
        cluster.setNodeAddresses(addresses(settings));
        cluster.setScanInterval((int) SCAN_INTERVAL.toMillis())
                .setShardedSubscriptionMode(ShardedSubscriptionMode.OFF);
    }

    private static void sentinel(Config config, RedisSettings settings) {
        SentinelServersConfig sentinel = config.useSentinelServers();
        masters(sentinel);
        sentinel.setSentinelAddresses(addresses(settings));
        sentinel.setMasterName(settings.master().orElseThrow())
                .setDatabase(settings.database()).setScanInterval((int) SCAN_INTERVAL.toMillis())
                // one that is known is enough to begin with
                .setCheckSentinelsList(false);
        settings.sentinelPassword().ifPresent(sentinel::setSentinelPassword);
    }

    private static <T extends BaseMasterSlaveServersConfig<T>> void masters(BaseMasterSlaveServersConfig<T> nodes) {
        nodes.setReadMode(ReadMode.MASTER).setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionMinimumIdleSize(2).setMasterConnectionPoolSize(CONNECTIONS)
                .setSlaveConnectionMinimumIdleSize(1).setSlaveConnectionPoolSize(2)
                .setSubscriptionConnectionMinimumIdleSize(1).setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()).setTimeout((int) ANSWER_TIMEOUT.toMillis())
                .setRetryAttempts(RETRIES).setRetryDelay(new ConstantDelay(RETRY_DELAY))
                .setReconnectionDelay(new ConstantDelay(LONGEST_RECONNECT_DELAY));
    }
}
