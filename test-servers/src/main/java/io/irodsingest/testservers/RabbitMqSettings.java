package io.irodsingest.testservers;

import io.irodsingest.embedded.DataDirectory;
import io.irodsingest.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Files and environment of a RabbitMQ node that lives in one directory and listens on 127.0.0.1 only. */
record RabbitMqSettings(Path directory, int amqpPort, int distributionPort, Membership membership,
        Optional<Certificates> certificates) {
    /** So much memory it may use before it takes no more messages. */
    static final String MEMORY_LIMIT = "1GB";
    /** So much space must be left on its disk. */
    static final String DISK_LIMIT = "50MB";
    /** Seconds; of what stands still it is noticed after two to three of them. The shorter one of client and server holds. */
    private static final String HEARTBEAT = "10";
    private static final String USER = "irods-ingest";

    /**
     * What nodes of a cluster have in common.
     *
     * @param peers the nodes that a new one joins; empty when it is the first
     */
    record Membership(int epmdPort, String password, String cookie, List<String> peers) {
        static Membership alone(int epmdPort) {
            return new Membership(epmdPort, secret(), secret(), List.of());
        }

        Membership joining(String node) {
            return new Membership(epmdPort, password, cookie, List.of(node));
        }
    }

    /**
     * @param certificates when they are there, it listens by TLS only
     * @param parameters of the application rabbit; rabbitmq.conf does not know all that there are
     */
    static RabbitMqSettings write(DataDirectory directory, Membership membership, Optional<Certificates> certificates,
            Map<String, Long> parameters) throws IOException {
        RabbitMqSettings settings = new RabbitMqSettings(directory.path(), LoopbackPorts.free(), LoopbackPorts.free(),
                membership, certificates);
        directory.writePrivate("rabbitmq.conf", settings.configuration());
        directory.writePrivate("advanced.config", List.of("[{rabbit, [" + parameters.entrySet().stream()
                .map(parameter -> "{" + parameter.getKey() + ", " + parameter.getValue() + "}")
                .collect(Collectors.joining(", ")) + "]}]."));
        directory.writePrivate("enabled_plugins", List.of("[]."));
        directory.writePrivate("rabbitmq-env.conf", List.of());
        // Erlang refuses a cookie that its owner may write to only in old versions, and one that others read always.
        Path cookie = directory.writePrivate(".erlang.cookie", List.of(membership.cookie()));
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        return settings;
    }

    private static String secret() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private List<String> configuration() {
        List<String> lines = new ArrayList<>(List.of("default_user = " + USER,
                "default_pass = " + membership.password(), "loopback_users." + USER + " = true", "log.console = true",
                "log.console.level = warning", "vm_memory_high_watermark.absolute = " + MEMORY_LIMIT,
                "disk_free_limit.absolute = " + DISK_LIMIT,
                "heartbeat = " + HEARTBEAT));
        certificates.ifPresentOrElse(own -> lines.addAll(List.of("listeners.tcp = none",
                "listeners.ssl.1 = 127.0.0.1:" + amqpPort, "ssl_options.cacertfile = " + own.authority(),
                "ssl_options.certfile = " + own.certificate(), "ssl_options.keyfile = " + own.key(),
                "ssl_options.verify = verify_none")), () -> lines.add("listeners.tcp.1 = 127.0.0.1:" + amqpPort));
        if (!membership.peers().isEmpty()) {
            lines.add("cluster_formation.peer_discovery_backend = classic_config");
            for (String peer : membership.peers()) {
                lines.add("cluster_formation.classic_config.nodes." + (membership.peers().indexOf(peer) + 1) + " = "
                        + peer);
            }
        }
        return lines;
    }

    String node() {
        return "irods-ingest-" + amqpPort + "@localhost";
    }

    URI uri() {
        return URI.create((certificates.isPresent() ? "amqps://" : "amqp://") + USER + ":" + membership.password()
                + "@127.0.0.1:" + amqpPort + "/%2F");
    }

    Map<String, String> environment() {
        return Map.ofEntries(Map.entry("HOME", directory.toString()), //
                Map.entry("ERL_EPMD_PORT", Integer.toString(membership.epmdPort())), //
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"), //
                Map.entry("RABBITMQ_NODENAME", node()), //
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)), //
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RABBITMQ_CONF_ENV_FILE", in("rabbitmq-env.conf")),
                Map.entry("RABBITMQ_CONFIG_FILE", in("rabbitmq.conf")),
                Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", in("advanced.config")),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", in("generated")),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", in("enabled_plugins")),
                Map.entry("RABBITMQ_MNESIA_BASE", in("mnesia")), //
                Map.entry("RABBITMQ_FEATURE_FLAGS_FILE", in("feature_flags")),
                Map.entry("RABBITMQ_PID_FILE", in("pid")), //
                Map.entry("RABBITMQ_LOG_BASE", in("log")), //
                Map.entry("RABBITMQ_LOGS", "-"));
    }

    private String in(String name) {
        return directory.resolve(name).toString();
    }
}
