package io.irodsingest.workerbatch.sample;

import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.handlerapi.batch.QueryContext;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.SlowQueryProcessor;
import java.io.Writer;
import java.util.Map;

/** Answers like the others; with a member {@code lines}, it writes so many to an output file. */
public final class SampleQuery implements SlowQueryProcessor {
    @Override
    public String app() {
        return Sample.APP;
    }

    @Override
    public String op() {
        return "ask";
    }

    @Override
    public RowResult answer(Row input, QueryContext context) throws Exception {
        Sample.count(input, context);
        Map<String, String> fields = input.fields();
        if (fields.containsKey("lines")) {
            try (Writer out = context.output("lines.txt")) {
                for (int i = 0; i < Integer.parseInt(fields.get("lines")); i++) {
                    out.write("line " + i + '\n');
                }
            }
        }
        return Sample.answer(input, context);
    }

    @Override
    public void markDone(BatchSummary summary, BatchContext context) throws Exception {
        Sample.done(summary, context);
    }
}
