package io.irodsingest.ingest.scan;

import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import io.irodsingest.common.state.SyncCache.NameHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Reads what a source and a collection have side by side, both in one order, and finds what only the collection has. Names are in
 * the order of their hashes; that of a collection has a slash behind it. For one thread.
 */
final class SideBySide {
    private static final String COLLECTION = "/";

    private final Iterator<SortedText> source;
    private final Iterator<SortedText> content;
    private SortedText name;

    /** @param after where to begin: behind what {@link #next} gave last; empty for the beginning */
    SideBySide(Iterator<SortedText> source, Iterator<SortedText> content, String after) {
        this.source = source;
        this.content = after.isEmpty() ? content : behind(content, position(after));
        advance();
    }

    /** The next name that only the collection has; null when there is none. */
    String next() {
        while (content.hasNext()) {
            SortedText one = content.next();
            SortedText wanted = new SortedText(one.key(), plain(one.text()));
            while (name != null && name.compareTo(wanted) < 0) {
                advance();
            }
            if (!wanted.equals(name)) {
                return one.text();
            }
        }
        return null;
    }

    private void advance() {
        name = source.hasNext() ? source.next() : null;
    }

    static boolean isCollection(String text) {
        return text.endsWith(COLLECTION);
    }

    /** The name without what tells that it is a collection's. */
    static String plain(String text) {
        return isCollection(text) ? text.substring(0, text.length() - COLLECTION.length()) : text;
    }

    /** A name of a source, as it is in the target. */
    static SortedText sortable(String name) {
        return new SortedText(hash(name), name);
    }

    private static SortedText position(String text) {
        return new SortedText(hash(plain(text)), text);
    }

    private static long hash(String name) {
        return NameHash.of(RawPath.ofText(name)).value();
    }

    /** What a collection has; the caller closes it. */
    static Sorter content(IrodsSession session, String collection) throws UnavailableException, IrodsException {
        Sorter sorter = new Sorter();
        boolean complete = false;
        try {
            session.list(collection, new ContentReader() {
                @Override
                public void dataObject(String name) {
                    add(sorter, name);
                }

                @Override
                public void collection(String name) {
                    if (!Staging.isName(name)) {
                        add(sorter, name + COLLECTION);
                    }
                }
            });
            complete = true;
            return sorter;
        } finally {
            if (!complete) {
                sorter.close();
            }
        }
    }

    private static void add(Sorter sorter, String text) {
        try {
            sorter.add(position(text));
        } catch (IOException noPlace) {
            throw new UncheckedIOException(noPlace);
        }
    }

    private static Iterator<SortedText> behind(Iterator<SortedText> all, SortedText last) {
        return new Iterator<>() {
            private SortedText next = skip();

            private SortedText skip() {
                while (all.hasNext()) {
                    SortedText one = all.next();
                    if (one.compareTo(last) > 0) {
                        return one;
                    }
                }
                return null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public SortedText next() {
                SortedText now = next;
                next = all.hasNext() ? all.next() : null;
                return now;
            }
        };
    }
}
