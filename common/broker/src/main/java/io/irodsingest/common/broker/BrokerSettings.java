package io.irodsingest.common.broker;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How to reach the message broker. Printing it shows no secret.
 *
 * @param addresses      the nodes of the broker; any of them will do; at least one
 * @param tls            whether to speak TLS; the broker's certificate must be trusted and name its host
 * @param authorities    whose certificates are trusted
 * @param connectionName what the broker's tools show for this process, for example {@code worker-filesystem@host}
 */
public record BrokerSettings(List<Address> addresses, String user, Secret password, String virtualHost, boolean tls,
        TrustedAuthorities authorities, String connectionName) {
    private static final Setting AMQP_URL = Setting.of(Setting.PREFIX + "AMQP_URL", "amqp://guest@127.0.0.1:5672",
            "RabbitMQ: amqp://USER@HOST:PORT,HOST:PORT/VIRTUAL-HOST, or amqps: for TLS; no password in it");
    private static final Setting AMQP_PASSWORD = Setting.secret(Setting.PREFIX + "AMQP_PASSWORD", "guest",
            "The password of RabbitMQ's user");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = List.of(AMQP_URL, AMQP_PASSWORD);

    /** One node. */
    public record Address(String host, int port) {
        public Address {
            if (host.isBlank()) {
                throw new IllegalArgumentException("the broker's address has no host");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("the broker's port is " + port + ", not one of 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }

    public BrokerSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("the broker has no address");
        }
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(virtualHost);
        Objects.requireNonNull(authorities);
        Objects.requireNonNull(connectionName);
    }

    /**
     * @param connectionName what the broker's tools show for this process
     * @return null when what is set is wrong, which the settings tell then
     */
    public static BrokerSettings read(Settings settings, TrustedAuthorities authorities, String connectionName) {
        Secret password = new Secret(settings.text(AMQP_PASSWORD).orElse(""));
        return settings.parsed(AMQP_URL, url -> of(url, password, connectionName).trusting(authorities)).orElse(null);
    }

    /** One whose certificate is checked by what the JVM trusts. */
    public BrokerSettings(List<Address> addresses, String user, Secret password, String virtualHost, boolean tls,
            String connectionName) {
        this(addresses, user, password, virtualHost, tls, TrustedAuthorities.OF_JVM, connectionName);
    }

    /**
     * Reads {@code amqp://user@host:port,host:port/virtual-host}. User {@code guest}, port 5672 (5671 for {@code amqps})
     * and virtual host {@code /} are understood when left out; user and virtual host are percent-encoded
     * (<a href="https://www.rabbitmq.com/docs/uri-spec">the URI's specification</a>). The password comes apart, for URIs
     * are printed.
     *
     * @throws IllegalArgumentException when the URI is wrong, with one line that says how and repeats no password
     */
    public static BrokerSettings of(String uri, Secret password, String connectionName) {
        return BrokerUri.parse(uri, password, connectionName);
    }

    /** The same with other authorities. */
    public BrokerSettings trusting(TrustedAuthorities others) {
        return new BrokerSettings(addresses, user, password, virtualHost, tls, others, connectionName);
    }

    /** The addresses for messages. */
    String where() {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }
}
