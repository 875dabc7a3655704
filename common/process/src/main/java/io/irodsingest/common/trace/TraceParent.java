package io.irodsingest.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The value of a {@code traceparent} header of the W3C's Trace Context: a trace, and the span in it that the receiver's work
 * belongs below. A {@code tracestate} is not passed on.
 */
public record TraceParent(SpanContext context) {
    /** The name of the header, in HTTP and in messages. */
    public static final String HEADER = "traceparent";

    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> HEADER_ALONE = (header, name) -> HEADER.equals(name) ? header : null;

    /** @throws IllegalArgumentException when it names no span */
    public TraceParent {
        if (!context.isValid()) {
            throw new IllegalArgumentException("a parent is a span of a trace");
        }
    }

    /** @return empty for what is invalid and so to be ignored */
    public static Optional<TraceParent> parse(String header) {
        SpanContext parsed = Span.fromContext(FORM.extract(Context.root(), header, HEADER_ALONE)).getSpanContext();
        return parsed.isValid()
                ? Optional.of(of(parsed.getTraceId(), parsed.getSpanId(), parsed.isSampled()))
                : Optional.empty();
    }

    /** Made of a name: the same for the same name in every process, so that nobody has to keep it or ask for it. */
    public static TraceParent of(String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(name));
        return of(TraceId.fromLongs(hash.getLong(), hash.getLong()), SpanId.fromLong(hash.getLong()), true);
    }

    /** A span of a trace of its own. */
    public static TraceParent root() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return of(TraceId.fromLongs(random.nextLong(), random.nextLong() | 1), SpanId.fromLong(random.nextLong() | 1),
                true);
    }

    private static TraceParent of(String traceId, String spanId, boolean sampled) {
        return new TraceParent(SpanContext.create(traceId, spanId,
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault()));
    }

    /** The same trace below a new span. */
    public TraceParent withNewSpan() {
        return of(traceId(), SpanId.fromLong(ThreadLocalRandom.current().nextLong() | 1), context.isSampled());
    }

    String traceId() {
        return context.getTraceId();
    }

    String parentId() {
        return context.getSpanId();
    }

    /** What a tracing tool finds as the parent. */
    Context asRemoteParent() {
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(traceId(), parentId(),
                context.getTraceFlags(), TraceState.getDefault())));
    }

    /** The header's value in version 00. */
    @Override
    public String toString() {
        String[] header = new String[1];
        FORM.inject(Context.root().with(Span.wrap(context)), header, (carrier, name, value) -> carrier[0] = value);
        return header[0];
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
