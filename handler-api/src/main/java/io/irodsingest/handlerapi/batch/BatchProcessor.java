package io.irodsingest.handlerapi.batch;

import java.util.List;

/**
 * Works on the rows of batches of one operation. A worker makes one object of it and keeps it; it has a constructor without parameters.
 * It implements {@link #process}, or {@link #processAll} when rows are worked on better together.
 *
 * <p><b>Threads.</b> Calls come on many threads at once, for several batches.
 *
 * <p><b>Blocking.</b> A call may take as long as the batch allows for a row, times its rows. Then it is interrupted, and the rows without
 * a result fail. A call that takes no notice of that is left behind.
 *
 * <p><b>How often.</b> What a row came to is noted once. But a row is worked on again when its worker died before the note was made: what
 * must not be done twice, a processor asks for before it does it.
 */
public interface BatchProcessor {
    /** The name of its application: up to 50 letters, digits and . - _ of which the first is a letter. */
    String app();

    /** The name of its operation, as that of an application; upper and lower case are the same. */
    String op();

    /**
     * Works on a row. Whatever it throws fails the row, with the message of the exception.
     *
     * @return not null
     */
    default RowResult process(Row row, BatchContext context) throws Exception {
        throw new UnsupportedOperationException(
                getClass().getName() + " implements neither process nor processAll of "
                        + BatchProcessor.class.getName());
    }

    /**
     * Works on some rows of a batch, in the order of their lines. Whatever it throws fails the rows that have no result by then. Asks
     * {@link #process} for one row after the other, unless it is overridden.
     */
    default void processAll(List<Row> rows, RowResults results, BatchContext context) throws Exception {
        for (Row row : rows) {
            results.run(row, () -> process(row, context));
        }
    }

    /**
     * Called once when every row of a batch has a result, before the batch ends; not of a batch that is aborted. It may be called again
     * when it did not return because the worker died. What it throws is noted with the batch, and changes no result.
     */
    default void markDone(BatchSummary summary, BatchContext context) throws Exception {}
}
