package io.irodsingest.workers3;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees to it that a listing comes to an end: each page that says there is more has to lead on. Belongs to one thread. */
final class ListingProgress {
    /** Stores may have looked at many keys and have none of them to tell. */
    private static final int MOST_EMPTY = 1000;

    private final String store;
    private final Set<String> ends = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private int empty;

    /** @param store for messages */
    ListingProgress(String store) {
        this.store = store;
    }

    /**
     * @param token by which the store goes on; null when it tells none
     * @param names of a page that is not the last, in order
     * @throws IOException when the listing does not go on
     */
    void check(String token, List<String> names) throws IOException {
        empty = names.isEmpty() ? empty + 1 : 0;
        boolean leadsOn = names.isEmpty()
                ? token != null && empty <= MOST_EMPTY
                : ends.add(names.getLast());
        if (!leadsOn || token != null && !tokens.add(token)) {
            throw new IOException(store + " lists the same again and again, or does not say how its listing goes on");
        }
    }
}
