package io.irodsingest.handlerapi.batch;

import java.util.concurrent.Callable;

/** Takes the results of rows. Thread-safe. */
public interface RowResults {
    /**
     * A second result of a row, or none at all, fails it; but a result that is written already, which happens every few seconds of a long call,
     * stays.
     *
     * @throws IllegalArgumentException when the row is none of this call
     */
    void put(Row row, RowResult result);

    /** Takes what a call returns as the result of a row, and what it throws, but for an interrupt, as its failure. */
    void run(Row row, Callable<RowResult> call) throws InterruptedException;
}
