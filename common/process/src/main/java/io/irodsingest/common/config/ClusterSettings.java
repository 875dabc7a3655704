package io.irodsingest.common.config;

import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every process of a cluster has the same, whatever servers it speaks to.
 *
 * @param authorities whose certificates are trusted
 * @param key what seals secrets; empty when none is set: then no job can have secrets
 * @param traces where spans of the process' work go
 */
public record ClusterSettings(TrustedAuthorities authorities, Optional<ClusterKey> key, TraceSettings traces) {
    private static final Setting CA_FILE = Setting.optional(Setting.PREFIX + "CA_FILE",
            "Certificates in PEM of the authorities that are trusted for servers besides the JVM's own");
    private static final Setting CLUSTER_KEY = Setting.secret(Setting.PREFIX + "CLUSTER_KEY",
            "What seals S3 key pairs and event handlers in Redis, the same for all processes: 32 random bytes in base64");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = Stream.concat(Stream.of(CA_FILE, CLUSTER_KEY), TraceSettings.ALL.stream())
            .toList();

    public static ClusterSettings read(Settings settings) {
        return new ClusterSettings(authorities(settings), settings.parsed(CLUSTER_KEY, ClusterKey::of),
                TraceSettings.read(settings));
    }

    /** Whose certificates are trusted for RabbitMQ, Redis and S3. */
    public static TrustedAuthorities authorities(Settings settings) {
        return settings.parsed(CA_FILE, file -> TrustedAuthorities.with(Path.of(file)))
                .orElse(TrustedAuthorities.OF_JVM);
    }
}
