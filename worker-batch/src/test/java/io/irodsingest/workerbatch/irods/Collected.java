package io.irodsingest.workerbatch.irods;

import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.handlerapi.batch.RowResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Results by line; a second one of a line fails the test. */
final class Collected implements RowResults {
    private final Map<Long, RowResult> byLine = new TreeMap<>();

    @Override
    public void put(Row row, RowResult result) {
        if (byLine.put(row.line(), result) != null) {
            throw new AssertionError("line " + row.line() + " has two results");
        }
    }

    @Override
    public void run(Row row, Callable<RowResult> call) {
        throw new AssertionError("results are put");
    }

    RowResult of(long line) {
        return byLine.get(line);
    }

    List<RowResult> all() {
        return new ArrayList<>(byLine.values());
    }

    int size() {
        return byLine.size();
    }
}
