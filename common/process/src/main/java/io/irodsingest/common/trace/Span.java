package io.irodsingest.common.trace;

import org.slf4j.MDC;

/** A piece of work in a trace. While it goes on, the thread's log lines name it. Belongs to one thread; they do not nest. */
public final class Span implements AutoCloseable {
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";
    private static final String PARENT_SPAN_ID = "parent_span_id";

    private final TraceParent own;

    private Span(TraceParent own) {
        this.own = own;
    }

    /** @param parent whom this work is done for */
    public static Span below(TraceParent parent) {
        Span span = new Span(parent.withNewSpan());
        MDC.put(TRACE_ID, parent.traceId());
        MDC.put(SPAN_ID, span.own.parentId());
        MDC.put(PARENT_SPAN_ID, parent.parentId());
        return span;
    }

    /** Runs what hands nothing on. */
    public static void run(TraceParent parent, Runnable work) {
        Span span = below(parent);
        try {
            work.run();
        } finally {
            span.close();
        }
    }

    /** What this work hands on to whom it gives work. */
    public TraceParent asParent() {
        return own;
    }

    @Override
    public void close() {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
        MDC.remove(PARENT_SPAN_ID);
    }
}
