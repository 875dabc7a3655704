package io.irodsingest.handlerapi.batch;

import java.io.IOException;

/** Takes the rows of a file, in the order of their lines, and what is wrong with it. Not thread-safe. */
public interface RowSink {
    /**
     * A row. One that cannot be a row, because it is no JSON, too long, or not behind the one before, is a complaint.
     *
     * @param line above that of the row before; 1 for the first line of a file
     * @param json the input of the row, one JSON value
     */
    void row(long line, String json) throws IOException;

    /**
     * Something is wrong, and the file is rejected.
     *
     * @param line where it stands; 0 for the file as a whole
     * @param reason one sentence for those who wrote the file
     */
    void complain(long line, String reason) throws IOException;
}
