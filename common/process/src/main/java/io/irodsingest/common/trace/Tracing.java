package io.irodsingest.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends spans to a tracing tool by OTLP over HTTP, where one is configured. Nobody waits for the tool: spans are sent by a thread
 * of their own, and are lost when it takes too few of them. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
    /** For processes that send none: costs nothing. */
    public static final Tracing NONE = new Tracing(Optional.empty(), new GivenIds());

    /** What the SDK says of its troubles, with stack traces, is told here in one line. Held, so that it stays off. */
    private static final Logger ITS_OWN_LOG = Logger.getLogger("io.opentelemetry");
    private static final String SERVICE_NAME = "otel.service.name";
    private static final Duration LAST_SENDING = Duration.ofSeconds(2);

    private final Optional<OpenTelemetrySdk> sdk;
    private final GivenIds ids;
    private final Tracer tracer;

    private Tracing(Optional<OpenTelemetrySdk> sdk, GivenIds ids) {
        this.sdk = sdk;
        this.ids = ids;
        this.tracer = sdk.map(one -> one.getTracer("io.irodsingest")).orElse(null);
    }

    /**
     * Sends spans from now on.
     *
     * @param properties those of OpenTelemetry's SDK, like {@code otel.exporter.otlp.endpoint}; they win over the environment
     * @param process what the process is, like {@code worker-s3}
     * @param version of this system
     * @throws IOException when what is configured cannot be; the message has no secret
     */
    public static Tracing open(Map<String, String> properties, String process, String version) throws IOException {
        ITS_OWN_LOG.setLevel(Level.OFF);
        GivenIds ids = new GivenIds();
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook()
                    .addPropertiesCustomizer(environment -> properties)
                    .addPropertiesCustomizer(environment -> Map.of("otel.traces.exporter", "otlp",
                            "otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                    .addPropertiesCustomizer(given -> isNamed(given)
                            ? Map.of()
                            : Map.of(SERVICE_NAME, "irods-ingest-" + process))
                    .addResourceCustomizer((given, config) -> Resource.builder().put("service.version", version).build()
                            .merge(given))
                    .addSpanExporterCustomizer((exporter, config) -> new OutageTellingExporter(exporter))
                    .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids)).build()
                    .getOpenTelemetrySdk();
            return new Tracing(Optional.of(sdk), ids);
        } catch (ConfigurationException wrong) {
            throw new IOException("traces cannot be sent as OTEL_ variables say: " + wrong.getMessage(), wrong);
        }
    }

    private static boolean isNamed(ConfigProperties given) {
        return given.getString(SERVICE_NAME) != null
                || given.getMap("otel.resource.attributes").containsKey("service.name");
    }

    /** Whether spans go anywhere: if not, none need be made. */
    public boolean isOn() {
        return sdk.isPresent();
    }

    /** Hands a span over to be sent. Without effect where none are sent. */
    public void ended(FinishedSpan span) {
        if (tracer == null) {
            return;
        }
        Instant end = Instant.now();
        SpanBuilder builder = tracer.spanBuilder(span.name()).setSpanKind(span.kind())
                .setParent(span.parent().map(TraceParent::asRemoteParent).orElse(Context.root()))
                .setStartTimestamp(end.minus(span.took())).setAllAttributes(span.attributes());
        Span started = ids.giving(span.own(), builder::startSpan);
        span.error().ifPresent(error -> started.setStatus(StatusCode.ERROR, error));
        started.end(end);
    }

    /** Sends what is there for a moment, and stops. */
    @Override
    public void close() {
        sdk.ifPresent(
                one -> one.getSdkTracerProvider().shutdown().join(LAST_SENDING.toMillis(), TimeUnit.MILLISECONDS));
    }
}
