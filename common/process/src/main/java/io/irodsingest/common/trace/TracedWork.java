package io.irodsingest.common.trace;

import org.slf4j.MDC;

/** A piece of work in a trace. While it goes on, the thread's log lines name it. Belongs to one thread; they do not nest. */
public final class TracedWork implements AutoCloseable {
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";
    private static final String PARENT_SPAN_ID = "parent_span_id";

    private final TraceParent parent;
    private final TraceParent own;

    private TracedWork(TraceParent parent) {
        this.parent = parent;
        this.own = parent.withNewSpan();
    }

    /** @param parent whom this work is done for */
    public static TracedWork below(TraceParent parent) {
        TracedWork work = new TracedWork(parent);
        MDC.put(TRACE_ID, parent.traceId());
        MDC.put(SPAN_ID, work.own.parentId());
        MDC.put(PARENT_SPAN_ID, parent.parentId());
        return work;
    }

    /** Runs what hands nothing on. */
    public static void run(TraceParent parent, Runnable work) {
        TracedWork traced = below(parent);
        try {
            work.run();
        } finally {
            traced.close();
        }
    }

    /** Whom this work is done for. */
    public TraceParent parent() {
        return parent;
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
