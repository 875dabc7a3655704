package io.irodsingest.common.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Gives spans the ids that were made when their work began: log lines and messages have named them by then. Thread-safe. */
final class GivenIds implements IdGenerator {
    private final ThreadLocal<TraceParent> given = new ThreadLocal<>();

    /** Runs what starts one span, which gets these ids. */
    <T> T giving(TraceParent ids, Supplier<T> start) {
        given.set(ids);
        try {
            return start.get();
        } finally {
            given.remove();
        }
    }

    @Override
    public String generateSpanId() {
        return given.get().parentId();
    }

    @Override
    public String generateTraceId() {
        return given.get().traceId();
    }
}
