package io.irodsingest.workerbatch.sample;

import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;

/** Takes one row at a time. */
public final class SampleRows implements BatchProcessor {
    @Override
    public String app() {
        return Sample.APP;
    }

    @Override
    public String op() {
        return "Rows";
    }

    @Override
    public RowResult process(Row row, BatchContext context) throws Exception {
        Sample.count(row, context);
        return Sample.answer(row, context);
    }

    @Override
    public void markDone(BatchSummary summary, BatchContext context) throws Exception {
        Sample.done(summary, context);
    }
}
