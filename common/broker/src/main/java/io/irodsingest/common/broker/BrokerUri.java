package io.irodsingest.common.broker;

import io.irodsingest.common.broker.BrokerSettings.Address;
import io.irodsingest.common.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads broker URIs. {@link java.net.URI} knows one host per URI only. */
final class BrokerUri {
    private static final Pattern FORM = Pattern
            .compile("(?<scheme>[a-z]+)://((?<user>[^@/]*)@)?(?<hosts>[^@/?#]*)(/(?<vhost>[^/?#]*))?(?<rest>.*)");
    private static final Pattern HOST = Pattern
            .compile("(\\[(?<six>[0-9A-Fa-f:.]+)]|(?<name>[^:\\[\\]]+))(:(?<port>\\d{1,5}))?");
    private static final String DEFAULT_USER = "guest";
    private static final String DEFAULT_VIRTUAL_HOST = "/";
    private static final int PORT = 5672;
    private static final int TLS_PORT = 5671;

    private BrokerUri() {}

    static BrokerSettings parse(String uri, Secret password, String connectionName) {
        Matcher form = FORM.matcher(uri.strip());
        if (!form.matches()) {
            throw wrong("is not of the form amqp://user@host:port/virtual-host");
        }
        if (!form.group("rest").isEmpty()) {
            throw wrong("has something behind its virtual host; a '/' in the virtual host is written %2F");
        }
        boolean tls = isTls(form.group("scheme"));
        return new BrokerSettings(addresses(form.group("hosts"), tls ? TLS_PORT : PORT), user(form.group("user")),
                password, virtualHost(form.group("vhost")), tls, connectionName);
    }

    private static boolean isTls(String scheme) {
        return switch (scheme) {
            case "amqp" -> false;
            case "amqps" -> true;
            default -> throw wrong("begins with " + scheme + "://, not amqp:// or amqps://");
        };
    }

    private static String user(String user) {
        if (user == null) {
            return DEFAULT_USER;
        }
        if (user.indexOf(':') >= 0) {
            throw wrong("holds a password; give the password apart");
        }
        return decode(user);
    }

    /** An empty path means the empty virtual host by the letter of the specification; nobody has that one. */
    private static String virtualHost(String path) {
        return path == null || path.isEmpty() ? DEFAULT_VIRTUAL_HOST : decode(path);
    }

    private static List<Address> addresses(String hosts, int defaultPort) {
        return Arrays.stream(hosts.split(",", -1)).map(host -> address(host, defaultPort)).toList();
    }

    private static Address address(String text, int defaultPort) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw wrong("has '" + text + "' where host:port is expected");
        }
        String name = host.group("six") == null ? host.group("name") : host.group("six");
        return new Address(name, host.group("port") == null ? defaultPort : Integer.parseInt(host.group("port")));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the broker's URI has a wrong percent-encoding: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException("the broker's URI " + how);
    }
}
