package io.irodsingest.handlerapi.batch;

import java.util.Map;

/** A row of a batch. Immutable. */
public interface Row {
    /** Its line: 1 for the first; 0 of a slow query. */
    long line();

    /** What was submitted, as JSON. */
    String json();

    /**
     * The members of that if it is an object: texts, numbers and truth values as text, everything else as JSON; a null is absent. Of a
     * row of a CSV file these are its columns.
     *
     * @throws IllegalArgumentException when it is no object
     */
    Map<String, String> fields();

    /** How often it was put back by {@link RowResult.TryLater}. */
    int tries();
}
