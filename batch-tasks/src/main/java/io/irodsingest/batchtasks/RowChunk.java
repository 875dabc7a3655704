package io.irodsingest.batchtasks;

import io.irodsingest.common.task.Deflated;
import java.util.List;

/** Rows as they lie in the state store: a line for each, of its number, a tab and its JSON, all of it compressed. */
public final class RowChunk {
    private static final String BETWEEN = "\t";
    private static final String END = "\n";

    private RowChunk() {}

    public static byte[] encode(List<BatchRow> rows) {
        return Deflated.of(rows.stream().map(row -> row.line() + BETWEEN + row.json() + END));
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    public static List<BatchRow> decode(byte[] chunk) {
        return Deflated.text(chunk).lines().map(RowChunk::row).toList();
    }

    private static BatchRow row(String text) {
        int tab = text.indexOf(BETWEEN);
        if (tab < 0) {
            throw new IllegalArgumentException("a row of a batch is damaged");
        }
        return new BatchRow(Long.parseLong(text, 0, tab, 10), text.substring(tab + 1));
    }
}
