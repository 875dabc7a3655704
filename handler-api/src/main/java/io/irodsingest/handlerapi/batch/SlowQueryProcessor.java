package io.irodsingest.handlerapi.batch;

/**
 * Answers slow queries of one operation. What is said of {@link BatchProcessor} about objects, threads and being called again is true of it
 * too.
 */
public interface SlowQueryProcessor {
    /** As of {@link BatchProcessor#app}. */
    String app();

    /** As of {@link BatchProcessor#op}; no batch processor of the application has the same. */
    String op();

    /**
     * Answers a query. Whatever it throws fails the query, with the message of the exception.
     *
     * @param input the question, on line 0
     * @return not null
     */
    RowResult answer(Row input, QueryContext context) throws Exception;

    /** Called once when the query has its result, as {@link BatchProcessor#markDone} is. */
    default void markDone(BatchSummary summary, BatchContext context) throws Exception {}
}
