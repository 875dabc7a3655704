package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.query.GenQuery1;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The queries of one session that have more pages. As with iRODS the lowest free number is given. Not thread-safe. */
public final class Cursors {
    private final Map<Integer, Cursor> cursors = new TreeMap<>();

    /** Where a query stands: rows that are fetched but not sent, and from where to fetch more. */
    public static final class Cursor {
        public final GenQuery1 query;
        public final Deque<List<String>> rows = new ArrayDeque<>();
        public int fetched;
        public boolean exhausted;
        /** More rows follow, but the client asked to forget them. */
        public boolean cut;

        public Cursor(GenQuery1 query) {
            this.query = query;
        }
    }

    public int add(Cursor cursor) {
        int number = 1;
        while (cursors.containsKey(number)) {
            number++;
        }
        cursors.put(number, cursor);
        return number;
    }

    /** The cursor of that number, or null. */
    public Cursor get(int number) {
        return cursors.get(number);
    }

    public void remove(int number) {
        cursors.remove(number);
    }
}
