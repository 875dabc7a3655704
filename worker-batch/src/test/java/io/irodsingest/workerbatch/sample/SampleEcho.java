package io.irodsingest.workerbatch.sample;

import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;

/** Gives each row back, and remembers nothing: for what batches cost by themselves. */
public final class SampleEcho implements BatchProcessor {
    @Override
    public String app() {
        return Sample.APP;
    }

    @Override
    public String op() {
        return "echo";
    }

    @Override
    public RowResult process(Row row, BatchContext context) {
        return RowResult.success(row.json());
    }
}
