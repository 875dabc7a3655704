package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.redis.RedisSettings.Layout;
import io.irodsingest.common.state.redis.RedisSettings.Node;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads addresses of Redis. {@link java.net.URI} knows one host per URI only. */
final class RedisAddress {
    private static final Pattern FORM = Pattern
            .compile(
                    "(?<scheme>[a-z-]+)://((?<user>[^@/\\s]*)@)?(?<hosts>[^@/?#\\s]*)(?<path>/[^?#@\\s]*)?(?<rest>[?#].*)?");
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(:(?<port>\\d{1,9}))?");
    private static final Pattern MASTER_AND_DATABASE = Pattern.compile("/(?<master>[\\w.-]+)(?<database>/.*)?");
    private static final Pattern DATABASE = Pattern.compile("/?|/\\d{1,4}");
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private RedisAddress() {}

    static RedisSettings parse(String address, Optional<String> password) {
        boolean known = address.matches("rediss?(-cluster|-sentinel)?://.*");
        require(known, "the address of Redis must begin with redis://, redis-cluster:// or redis-sentinel://,"
                + " or with rediss for redis");
        Matcher form = FORM.matcher(address);
        // neither the text nor a part of it: a password may be in it
        require(form.matches(), "the address of Redis is no URI; it looks like redis://HOST:PORT/DATABASE");
        String user = Objects.requireNonNullElse(form.group("user"), "");
        require(user.indexOf(':') < 0, "the address of Redis holds a password; give it apart from the address");
        String shown = "'" + address + "'";
        require(form.group("rest") == null,
                "the address of Redis, " + shown + ", has a query or fragment, which means nothing here");
        boolean tls = form.group("scheme").startsWith("rediss");
        Layout layout = Stream.of(Layout.values()).filter(one -> one.scheme(tls).equals(form.group("scheme")))
                .findFirst().orElseThrow();
        String path = Objects.requireNonNullElse(form.group("path"), "");
        Optional<String> master = Optional.empty();
        if (layout == Layout.SENTINEL) {
            Matcher parts = MASTER_AND_DATABASE.matcher(path);
            require(parts.matches(), "the address of Redis' sentinels, " + shown
                    + ", does not end with the name of the master, like /mymaster");
            master = Optional.of(parts.group("master"));
            path = Objects.requireNonNullElse(parts.group("database"), "");
        }
        require(DATABASE.matcher(path).matches(),
                "the path of the address of Redis, " + shown + ", is not the number of a database");
        return new RedisSettings(layout,
                nodes(form.group("hosts"), layout == Layout.SENTINEL ? SENTINEL_PORT : PORT, shown), master,
                Optional.of(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .filter(name -> !name.isEmpty()),
                password, Optional.empty(), tls, TrustedAuthorities.OF_JVM,
                path.length() <= 1 ? 0 : Integer.parseInt(path.substring(1)), RedisSettings.DEFAULT_PREFIX);
    }

    private static List<Node> nodes(String hosts, int defaultPort, String shown) {
        return Arrays.stream(hosts.split(",", -1)).map(text -> {
            Matcher host = HOST.matcher(text);
            require(host.matches(),
                    "the address of Redis, " + shown + ", has '" + text + "' where HOST:PORT is expected");
            require(!host.group("host").isEmpty(), "the address of Redis, " + shown + ", names no host");
            return new Node(host.group("host"),
                    host.group("port") == null ? defaultPort : Integer.parseInt(host.group("port")));
        }).toList();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
