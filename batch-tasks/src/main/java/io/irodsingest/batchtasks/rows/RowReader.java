package io.irodsingest.batchtasks.rows;

import io.irodsingest.batchtasks.BatchRow;
import java.io.IOException;
import java.util.Optional;

/** Rows of a batch, one after the other, in the order of their lines. Not thread-safe. */
@FunctionalInterface
public interface RowReader {
    /** Most bytes of a row as it is sent. */
    int MOST_BYTES = 1 << 20;
    /** The largest number of a line: JSON numbers of this size are the same everywhere. */
    long LAST_LINE = 999_999_999_999_999L;

    /**
     * The next row; empty behind the last one.
     *
     * @throws InvalidRowException when something is wrong with a row
     * @throws IOException when the text breaks off
     */
    Optional<BatchRow> next() throws IOException;
}
