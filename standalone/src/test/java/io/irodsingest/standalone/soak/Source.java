package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Kind.Change;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.Set;

/** What jobs bring in: made and changed by random numbers, the same for the same seed. Not thread-safe. */
interface Source {
    /** As a request names it. */
    String address();

    /** Fills one that is empty. */
    void fill(Random random) throws IOException;

    /** Has some of these happen to it. */
    void change(Random random, Set<Change> changes) throws IOException;

    /** What it has now. */
    Snapshot snapshot();

    /** The content of a file as it is now. @param path relative to the source */
    InputStream open(String path) throws IOException;
}
