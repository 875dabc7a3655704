package io.irodsingest.common.state.redis;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Redis is. Immutable; {@link #toString} does not show passwords.
 *
 * @param layout what the nodes are
 * @param nodes at least one; exactly one of a single server. Of a cluster or of sentinels any of them will do
 * @param master the name by which sentinels know the servers; empty unless the layout is {@link Layout#SENTINEL}
 * @param sentinelPassword of the sentinels; they are asked without a user
 * @param tls whether connections are encrypted and the servers' certificates checked, those of sentinels too
 * @param authorities whose certificates are trusted
 * @param database number of the logical database; 0 for a cluster, which has no other
 * @param prefix what every key and channel begins with, so that several installations can share one Redis; may be empty
 */
public record RedisSettings(Layout layout, List<Node> nodes, Optional<String> master, Optional<String> user,
        Optional<String> password, Optional<String> sentinelPassword, boolean tls, TrustedAuthorities authorities,
        int database, String prefix) {

    public static final String DEFAULT_PREFIX = "ii:";

    private static final Setting REDIS_URL = Setting.of(Setting.PREFIX + "REDIS_URL", "redis://127.0.0.1:6379",
            "Redis: redis://USER@HOST:PORT/DATABASE, redis-cluster://USER@HOST:PORT,HOST:PORT, or"
                    + " redis-sentinel://USER@HOST:PORT,HOST:PORT/MASTER-NAME/DATABASE; rediss for redis is TLS;"
                    + " no password in it");
    private static final Setting REDIS_PASSWORD = Setting.secret(Setting.PREFIX + "REDIS_PASSWORD",
            "The password of Redis");
    private static final Setting SENTINEL_PASSWORD = Setting.secret(Setting.PREFIX + "REDIS_SENTINEL_PASSWORD",
            "The password of Redis' sentinels, if they have one");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = List.of(REDIS_URL, REDIS_PASSWORD, SENTINEL_PASSWORD);

    private static final int LARGEST_PORT = 65535;
    private static final Pattern PREFIX = Pattern.compile("[^{}\\s]{0,40}");

    /** Of what kind the servers of an address are. */
    public enum Layout {
        /** One server. */
        SINGLE("redis"),
        /** Some nodes of a Redis Cluster, which tell all others. */
        CLUSTER("redis-cluster"),
        /** Sentinels, which tell the server that is the master. */
        SENTINEL("redis-sentinel");

        private final String scheme;

        Layout(String scheme) {
            this.scheme = scheme;
        }

        /** What an address begins with, before {@code ://}. */
        String scheme(boolean tls) {
            return tls ? scheme.replaceFirst("redis", "rediss") : scheme;
        }
    }

    /** @param host name or address; one of IPv6 is in brackets */
    public record Node(String host, int port) {
        public Node {
            require(!host.isBlank(), "the address of Redis names no host");
            require(port > 0 && port <= LARGEST_PORT,
                    "port " + port + " of Redis is not between 1 and " + LARGEST_PORT);
        }

        @Override
        public String toString() {
            return host + ':' + port;
        }
    }

    /** @throws IllegalArgumentException with one sentence for the user that says what to change */
    public RedisSettings {
        nodes = List.copyOf(nodes);
        require(!nodes.isEmpty(), "the address of Redis names no host");
        require(layout != Layout.SINGLE || nodes.size() == 1,
                "the address of Redis names several servers; only redis-cluster:// and redis-sentinel:// do");
        require(layout == Layout.SENTINEL == master.isPresent(), layout == Layout.SENTINEL
                ? "the address of Redis' sentinels does not end with the name of the master, like /mymaster"
                : "the address of Redis names a master; only redis-sentinel:// does");
        require(database >= 0, "number " + database + " of the Redis database is negative");
        require(layout != Layout.CLUSTER || database == 0,
                "the address of Redis names database " + database + "; a Redis Cluster has only database 0");
        require(PREFIX.matcher(prefix).matches(),
                "key prefix '" + prefix + "' is not usable: at most 40 characters, no braces, no white space");
    }

    /** @return null when what is set is wrong, which the settings tell then */
    public static RedisSettings read(Settings settings, TrustedAuthorities authorities) {
        return settings.parsed(REDIS_URL, url -> of(url, settings.text(REDIS_PASSWORD))
                .withSentinelPassword(settings.text(SENTINEL_PASSWORD)).trusting(authorities)).orElse(null);
    }

    /**
     * Reads {@code redis://[USER@]HOST[:PORT][/DATABASE]}, {@code redis-cluster://[USER@]HOST[:PORT][,HOST[:PORT]...]} or
     * {@code redis-sentinel://[USER@]HOST[:PORT][,HOST[:PORT]...]/MASTER-NAME[/DATABASE]}; {@code rediss} instead of
     * {@code redis} for TLS. Ports left out are 6379, and 26379 of sentinels.
     *
     * @param password kept apart from the address, which is shown in messages
     * @throws IllegalArgumentException with one sentence for the user that says what to change; it never holds a password
     */
    public static RedisSettings of(String address, Optional<String> password) {
        return RedisAddress.parse(address, password);
    }

    public RedisSettings withPrefix(String newPrefix) {
        return new RedisSettings(layout, nodes, master, user, password, sentinelPassword, tls, authorities, database,
                newPrefix);
    }

    /** The same with the password of the sentinels. */
    public RedisSettings withSentinelPassword(Optional<String> ofSentinels) {
        return new RedisSettings(layout, nodes, master, user, password, ofSentinels, tls, authorities, database,
                prefix);
    }

    /** The same with other authorities. */
    public RedisSettings trusting(TrustedAuthorities others) {
        return new RedisSettings(layout, nodes, master, user, password, sentinelPassword, tls, others, database,
                prefix);
    }

    /** The address, for logs; without user and password. */
    public String address() {
        return nodes.stream().map(Node::toString)
                .collect(
                        Collectors.joining(",", layout.scheme(tls) + "://", master.map(name -> '/' + name).orElse("")));
    }

    @Override
    public String toString() {
        return address() + '/' + database + " prefix " + prefix + (password.isPresent() ? " with a password" : "");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
