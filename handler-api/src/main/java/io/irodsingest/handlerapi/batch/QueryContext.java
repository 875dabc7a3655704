package io.irodsingest.handlerapi.batch;

import java.io.IOException;
import java.io.Writer;

/** What the answer to a slow query is made with. */
public interface QueryContext extends BatchContext {
    /**
     * An output file of the query, in UTF-8, which may be large: it is not kept in memory. It is there when the query succeeds.
     *
     * @param name up to 100 letters, digits and . - _ of which the first is a letter or digit
     * @throws IllegalStateException when it was asked for before
     */
    Writer output(String name) throws IOException;
}
