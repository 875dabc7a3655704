package io.irodsingest.benchmarks;

import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;

/** A processor that takes no time, so that what is around it is measured. A service of this module alone. */
public final class TrivialRows implements BatchProcessor {
    static final String APP = "benchmark";
    static final String OP = "trivial";

    @Override
    public String app() {
        return APP;
    }

    @Override
    public String op() {
        return OP;
    }

    @Override
    public RowResult process(Row row, BatchContext context) {
        return RowResult.success("{\"line\":" + row.line() + '}');
    }
}
