package io.irodsingest.workerbatch.run;

import io.irodsingest.common.handler.Throwables;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Takes what a processor says of the rows of one call, until the call is over. Thread-safe. */
final class RowTaker implements RowResults {
    private final Chunk chunk;
    private final String processor;
    private final Map<Long, SubmittedRow> rows = new HashMap<>();
    private BooleanSupplier lost = () -> false;
    private boolean closed;

    /** @param processor its label, for messages */
    RowTaker(Chunk chunk, String processor, List<SubmittedRow> rows) {
        this.chunk = chunk;
        this.processor = processor;
        rows.forEach(row -> this.rows.put(row.line(), row));
    }

    /** @param isLost whether iRODS is lost: a failure is its fault then, and the row is worked on again */
    synchronized void unless(BooleanSupplier isLost) {
        lost = isLost;
    }

    /** What comes later does not count. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void put(Row row, RowResult result) {
        SubmittedRow own = row == null ? null : rows.get(row.line());
        if (own == null) {
            throw new IllegalArgumentException("a result for a row that is none of this call's");
        }
        if (closed || lost.getAsBoolean() && !(result instanceof RowResult.Success)) {
            return;
        }
        if (!take(own, result)) {
            chunk.failAgain(own.line(), processor + " gave two results for the row");
        }
    }

    private boolean take(SubmittedRow row, RowResult result) {
        return switch (result) {
            case null -> chunk.put(ResultForms.failed(row.line(), processor + " gave no result (null) for the row"));
            case RowResult.Success done -> chunk.put(ResultForms.success(row.line(), done));
            case RowResult.Failure failure -> chunk.put(ResultForms.failure(row.line(), failure));
            case RowResult.TryLater later -> chunk.putBack(row, later.reason(), later.delay());
        };
    }

    @Override
    public void run(Row row, Callable<RowResult> call) throws InterruptedException {
        RowResult result;
        try {
            result = call.call();
        } catch (InterruptedException given) {
            throw given;
        } catch (Throwable anything) {
            result = RowResult.failure(Throwables.describe(anything));
        }
        put(row, result);
    }
}
