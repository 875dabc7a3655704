package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.query.GenQuery1;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The queries of one session that have more pages. As with iRODS the lowest free number is given. Not thread-safe. */
final class Cursors {
    private final Map<Integer, Cursor> cursors = new TreeMap<>();

    /** Where a query stands: rows that are fetched but not sent, and from where to fetch more. */
    static final class Cursor {
        final GenQuery1 query;
        final Deque<List<String>> rows = new ArrayDeque<>();
        int fetched;
        boolean exhausted;
        /** More rows follow, but the client asked to forget them. */
        boolean cut;

        Cursor(GenQuery1 query) {
            this.query = query;
        }
    }

    int add(Cursor cursor) {
        int number = 1;
        while (cursors.containsKey(number)) {
            number++;
        }
        cursors.put(number, cursor);
        return number;
    }

    /** The cursor of that number, or null. */
    Cursor get(int number) {
        return cursors.get(number);
    }

    void remove(int number) {
        cursors.remove(number);
    }
}
