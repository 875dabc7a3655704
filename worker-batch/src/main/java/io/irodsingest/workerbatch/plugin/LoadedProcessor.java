package io.irodsingest.workerbatch.plugin;

import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.handler.BoundedCalls;
import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.handlerapi.batch.RowResults;
import io.irodsingest.handlerapi.batch.SlowQueryProcessor;
import java.util.List;

/** A processor, ready to be called. Thread-safe. */
public sealed interface LoadedProcessor {
    /** Its application and operation. */
    Processor id();

    /** Its class and where that was found, for messages. */
    String label();

    /** The threads that it is called on. */
    BoundedCalls calls();

    /** Tells it that all is done. */
    void markDone(BatchSummary summary, BatchContext context) throws Exception;

    /** Whether it wants to be told. */
    boolean wantsMarkDone();

    /** How the worker tells others of it. */
    String offer();

    /** Whether an object does not leave a method of its interface as it is. */
    private static boolean overrides(Object object, Class<?> type, String method, Class<?>... parameters) {
        try {
            return object.getClass().getMethod(method, parameters).getDeclaringClass() != type;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Of batches. */
    record OfRows(Processor id, BatchProcessor object, String label, BoundedCalls calls) implements LoadedProcessor {
        /** Whether it takes rows together, in its own way. */
        public boolean takesAll() {
            return overrides(object, BatchProcessor.class, "processAll", List.class, RowResults.class,
                    BatchContext.class);
        }

        @Override
        public boolean wantsMarkDone() {
            return overrides(object, BatchProcessor.class, "markDone", BatchSummary.class, BatchContext.class);
        }

        @Override
        public void markDone(BatchSummary summary, BatchContext context) throws Exception {
            object.markDone(summary, context);
        }

        @Override
        public String offer() {
            return "batch " + id;
        }
    }

    /** Of slow queries. */
    record OfQuery(Processor id, SlowQueryProcessor object, String label, BoundedCalls calls)
            implements
                LoadedProcessor {
        @Override
        public boolean wantsMarkDone() {
            return overrides(object, SlowQueryProcessor.class, "markDone", BatchSummary.class, BatchContext.class);
        }

        @Override
        public void markDone(BatchSummary summary, BatchContext context) throws Exception {
            object.markDone(summary, context);
        }

        @Override
        public String offer() {
            return "query " + id;
        }
    }
}
