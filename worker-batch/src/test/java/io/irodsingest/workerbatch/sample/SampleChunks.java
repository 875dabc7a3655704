package io.irodsingest.workerbatch.sample;

import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchProcessor;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.List;

/** Takes all rows together. Rows may say {@code none}, for no result, {@code twice}, for two, and {@code stop}, which ends all. */
public final class SampleChunks implements BatchProcessor {
    @Override
    public String app() {
        return Sample.APP;
    }

    @Override
    public String op() {
        return "chunks";
    }

    @Override
    public void processAll(List<Row> rows, RowResults results, BatchContext context) throws Exception {
        for (Row row : rows) {
            Sample.count(row, context);
            switch (row.fields().getOrDefault("do", "ok")) {
                case "none" -> {
                    // that is what it is for
                }
                case "twice" -> {
                    results.put(row, RowResult.success("1"));
                    results.put(row, RowResult.success("2"));
                }
                case "stop" -> throw new IllegalStateException("all of it");
                default -> results.run(row, () -> Sample.answer(row, context));
            }
        }
    }
}
