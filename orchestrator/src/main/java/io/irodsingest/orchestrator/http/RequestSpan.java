package io.irodsingest.orchestrator.http;

import io.irodsingest.common.trace.FinishedSpan;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request's place in the trace of its sender. For the thread that answers it. */
final class RequestSpan {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int SERVER_ERRORS = 500;

    private final Tracing tracing;
    private final Optional<TraceParent> sender;
    private final TraceParent own;
    private Optional<String> route = Optional.empty();

    /** @param headers the values of {@code traceparent}; the W3C has one that is invalid ignored, and several are */
    RequestSpan(Tracing tracing, List<String> headers) {
        this.tracing = tracing;
        this.sender = headers.size() == 1 ? TraceParent.parse(headers.getFirst()) : Optional.empty();
        this.own = sender.map(TraceParent::withNewSpan).orElseGet(TraceParent::root);
    }

    /** What a job that is asked for belongs below: this request, or its sender when nobody is told of the request. */
    Optional<TraceParent> ofSender() {
        return tracing.isOn() ? sender.map(any -> own) : sender;
    }

    /** @param path of the endpoint, with the names of its parameters */
    void at(String path) {
        route = Optional.of(path);
    }

    void ended(String method, int status, Duration took) {
        if (!tracing.isOn()) {
            return;
        }
        AttributesBuilder attributes = Attributes.builder().put(METHOD, method).put(STATUS, (long) status);
        route.ifPresent(path -> attributes.put(ROUTE, path));
        tracing.ended(new FinishedSpan(route.map(path -> method + ' ' + path).orElse(method), SpanKind.SERVER, own,
                sender, took, attributes.build(),
                status >= SERVER_ERRORS ? Optional.of("status " + status) : Optional.empty()));
    }
}
