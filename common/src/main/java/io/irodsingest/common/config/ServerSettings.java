package io.irodsingest.common.config;

import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.RedisSettings;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the broker and Redis are, and the key that seals secrets: the same for every process of a cluster.
 *
 * @param authorities whose certificates are trusted
 * @param key empty when none is set: then no job can have secrets
 * @param traces where spans of the process' work go
 */
public record ServerSettings(BrokerSettings broker, RedisSettings redis, TrustedAuthorities authorities,
        Optional<ClusterKey> key, TraceSettings traces) {
    private static final Setting AMQP_URL = Setting.of(Setting.PREFIX + "AMQP_URL", "amqp://guest@127.0.0.1:5672",
            "RabbitMQ: amqp://USER@HOST:PORT,HOST:PORT/VIRTUAL-HOST, or amqps: for TLS; no password in it");
    private static final Setting AMQP_PASSWORD = Setting.secret(Setting.PREFIX + "AMQP_PASSWORD", "guest",
            "The password of RabbitMQ's user");
    private static final Setting REDIS_URL = Setting.of(Setting.PREFIX + "REDIS_URL", "redis://127.0.0.1:6379",
            "Redis: redis://USER@HOST:PORT/DATABASE, redis-cluster://USER@HOST:PORT,HOST:PORT, or"
                    + " redis-sentinel://USER@HOST:PORT,HOST:PORT/MASTER-NAME/DATABASE; rediss for redis is TLS;"
                    + " no password in it");
    private static final Setting REDIS_PASSWORD = Setting.secret(Setting.PREFIX + "REDIS_PASSWORD",
            "The password of Redis");
    private static final Setting SENTINEL_PASSWORD = Setting.secret(Setting.PREFIX + "REDIS_SENTINEL_PASSWORD",
            "The password of Redis' sentinels, if they have one");
    private static final Setting CA_FILE = Setting.optional(Setting.PREFIX + "CA_FILE",
            "Certificates in PEM of the authorities that are trusted for RabbitMQ, Redis and S3 besides the JVM's own");

    private static final Setting CLUSTER_KEY = Setting.secret(Setting.PREFIX + "CLUSTER_KEY",
            "What seals S3 key pairs and event handlers in Redis, the same for all processes: 32 random bytes in base64");

    public static final List<Setting> ALL = Stream
            .concat(Stream.of(AMQP_URL, AMQP_PASSWORD, REDIS_URL, REDIS_PASSWORD, SENTINEL_PASSWORD, CA_FILE,
                    CLUSTER_KEY), TraceSettings.ALL.stream())
            .toList();

    /** @param connectionName what the broker's tools show for this process */
    public static ServerSettings read(Settings settings, String connectionName) {
        Secret password = new Secret(settings.text(AMQP_PASSWORD).orElse(""));
        TrustedAuthorities authorities = authorities(settings);
        return new ServerSettings(
                settings.parsed(AMQP_URL,
                        url -> BrokerSettings.of(url, password, connectionName).trusting(authorities)).orElse(null),
                settings.parsed(REDIS_URL, url -> RedisSettings.of(url, settings.text(REDIS_PASSWORD))
                        .withSentinelPassword(settings.text(SENTINEL_PASSWORD)).trusting(authorities)).orElse(null),
                authorities, settings.parsed(CLUSTER_KEY, ClusterKey::of), TraceSettings.read(settings));
    }

    /** Whose certificates are trusted for RabbitMQ, Redis and S3. */
    public static TrustedAuthorities authorities(Settings settings) {
        return settings.parsed(CA_FILE, file -> TrustedAuthorities.with(Path.of(file)))
                .orElse(TrustedAuthorities.OF_JVM);
    }
}
