package io.irodsingest.common.state;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Redis is. Immutable; {@link #toString} does not show the password.
 *
 * @param host name or address
 * @param tls whether the connection is encrypted and the server's certificate checked
 * @param database number of the logical database; only 0 will do for a Redis Cluster
 * @param prefix what every key and channel begins with, so that several installations can share one Redis; may be empty
 */
public record RedisSettings(String host, int port, Optional<String> user, Optional<String> password, boolean tls,
        int database, String prefix) {

    public static final int DEFAULT_PORT = 6379;
    public static final String DEFAULT_PREFIX = "ii:";

    private static final int LARGEST_PORT = 65535;
    private static final Pattern DATABASE = Pattern.compile("/?|/\\d{1,4}");
    private static final Pattern PREFIX = Pattern.compile("[^{}\\s]{0,40}");

    /** @throws IllegalArgumentException with one sentence for the user that says what to change */
    public RedisSettings {
        require(!host.isBlank(), "the address of Redis names no host");
        require(port > 0 && port <= LARGEST_PORT, "port " + port + " of Redis is not between 1 and " + LARGEST_PORT);
        require(database >= 0, "number " + database + " of the Redis database is negative");
        require(PREFIX.matcher(prefix).matches(),
                "key prefix '" + prefix + "' is not usable: at most 40 characters, no braces, no white space");
    }

    /**
     * Reads {@code redis://[USER@]HOST[:PORT][/DATABASE]}, or {@code rediss:} for TLS.
     *
     * @param password kept apart from the address, which is shown in messages
     * @throws IllegalArgumentException with one sentence for the user that says what to change; it never holds a password
     */
    public static RedisSettings of(String address, Optional<String> password) {
        URI uri = parse(address);
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        require(scheme.equals("redis") || scheme.equals("rediss"),
                "the address of Redis must begin with redis:// or rediss://");
        String user = uri.getUserInfo();
        require(user == null || user.indexOf(':') < 0,
                "the address of Redis holds a password; give it apart from the address");
        String shown = "'" + address + "'";
        require(uri.getHost() != null, "the address of Redis, " + shown + ", names no host");
        require(uri.getQuery() == null && uri.getFragment() == null,
                "the address of Redis, " + shown + ", has a query or fragment, which means nothing here");
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        require(DATABASE.matcher(path).matches(),
                "the path of the address of Redis, " + shown + ", is not the number of a database");
        return new RedisSettings(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                Optional.ofNullable(user).filter(name -> !name.isEmpty()), password, scheme.equals("rediss"),
                path.length() <= 1 ? 0 : Integer.parseInt(path.substring(1)), DEFAULT_PREFIX);
    }

    public RedisSettings withPrefix(String newPrefix) {
        return new RedisSettings(host, port, user, password, tls, database, newPrefix);
    }

    /** The address, for logs; without user and password. */
    public String address() {
        return (tls ? "rediss://" : "redis://") + host + ':' + port;
    }

    @Override
    public String toString() {
        return address() + '/' + database + " prefix " + prefix + (password.isPresent() ? " with a password" : "");
    }

    private static URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException unreadable) {
            // neither the text nor the cause: a password may be in it
            throw new IllegalArgumentException(
                    "the address of Redis is no URI; it looks like redis://HOST:PORT/DATABASE");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
