package io.irodsingest.common.config;

import io.irodsingest.common.trace.Tracing;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where spans are sent, by the names that OpenTelemetry gave these variables. Others of its SDK for Java hold too, where they are
 * in the environment.
 *
 * @param properties of the SDK; empty when no spans are to be sent
 */
public record TraceSettings(Optional<Map<String, String>> properties) {
    /** For processes that send no spans. */
    public static final TraceSettings NONE = new TraceSettings(Optional.empty());

    private static final String ONLY_PROTOCOL = "http/protobuf";
    private static final Setting ENDPOINT = Setting.optional("OTEL_EXPORTER_OTLP_ENDPOINT",
            "Where spans are sent by OTLP over HTTP, like http://127.0.0.1:4318; none are sent when it is not set");
    private static final Setting HEADERS = Setting.secret("OTEL_EXPORTER_OTLP_HEADERS",
            "Headers that they are sent with, like authorization=Bearer%20TOKEN,x-tenant=lab");
    private static final Setting PROTOCOL = Setting.of("OTEL_EXPORTER_OTLP_PROTOCOL", ONLY_PROTOCOL,
            "The only protocol there is");
    private static final Setting CERTIFICATE = Setting.optional("OTEL_EXPORTER_OTLP_CERTIFICATE",
            "Certificates in PEM of the authorities that are trusted for that, instead of the JVM's own");
    private static final Setting SERVICE = Setting.optional("OTEL_SERVICE_NAME",
            "The service that spans are of [irods-ingest- and the process, like irods-ingest-worker-s3]");
    private static final Setting RESOURCE = Setting.optional("OTEL_RESOURCE_ATTRIBUTES",
            "More about the process, like deployment.environment=test,host.name=node1");
    private static final Setting SAMPLER = Setting.optional("OTEL_TRACES_SAMPLER",
            "Which traces are sent: all, or, with traceidratio, a part of them, the same in all processes");
    private static final Setting SAMPLER_ARGUMENT = Setting.optional("OTEL_TRACES_SAMPLER_ARG",
            "The part for traceidratio, from 0 to 1");

    public static final List<Setting> ALL = List.of(ENDPOINT, HEADERS, PROTOCOL, CERTIFICATE, SERVICE, RESOURCE,
            SAMPLER,
            SAMPLER_ARGUMENT);

    public TraceSettings {
        properties = properties.map(Map::copyOf);
    }

    public static TraceSettings read(Settings settings) {
        if (settings.address(ENDPOINT, Set.of("http", "https")).isEmpty()) {
            return NONE;
        }
        settings.parsed(HEADERS, TraceSettings::headers);
        if (settings.text(PROTOCOL).filter(ONLY_PROTOCOL::equals).isEmpty()) {
            settings.problem(PROTOCOL,
                    "must be " + ONLY_PROTOCOL + ", which the tracing tool takes at another port as a"
                            + " rule (4318)");
        }
        Map<String, String> properties = new HashMap<>();
        ALL.forEach(setting -> settings.text(setting)
                .ifPresent(value -> properties.put(setting.name().toLowerCase(Locale.ROOT).replace('_', '.'), value)));
        return new TraceSettings(Optional.of(properties));
    }

    /** What the SDK would refuse with the whole value in its message. */
    private static String headers(String text) {
        for (String header : text.split(",")) {
            int equals = header.indexOf('=');
            if (!header.isBlank() && equals < 1) {
                throw new IllegalArgumentException("must be pairs NAME=VALUE with commas between them");
            }
            try {
                URLDecoder.decode(header, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("has a percent sign before what is no hexadecimal number; write %25"
                        + " for a percent sign", malformed);
            }
        }
        return text;
    }

    /** Without values, for one is secret. */
    @Override
    public String toString() {
        return "TraceSettings" + properties.map(Map::keySet).orElse(Set.of());
    }

    /**
     * Begins to send spans, where that is wished for.
     *
     * @param process what the process is, like {@code worker-s3}
     * @param version of this system
     * @throws IOException when it cannot be done as the settings say
     */
    public Tracing open(String process, String version) throws IOException {
        return properties.isPresent() ? Tracing.open(properties.get(), process, version) : Tracing.NONE;
    }
}
