package io.irodsingest.workerdelete;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/** The names of what is in a collection, in the order in which it is handed out: data objects first. */
final class CollectionNames {
    private static final long DATA_OBJECT = 0;
    private static final long COLLECTION = 1;
    private static final String SLASH = "/";

    private CollectionNames() {}

    /** The caller closes it. */
    static Sorter of(IrodsSession session, String collection) throws UnavailableException, IrodsException {
        Sorter sorter = new Sorter();
        boolean complete = false;
        try {
            session.list(collection, new ContentReader() {
                @Override
                public void dataObject(String name) {
                    add(sorter, new SortedText(DATA_OBJECT, name));
                }

                @Override
                public void collection(String name) {
                    add(sorter, new SortedText(COLLECTION, name));
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

    private static void add(Sorter sorter, SortedText name) {
        try {
            sorter.add(name);
        } catch (IOException noPlace) {
            throw new UncheckedIOException(noPlace);
        }
    }

    static boolean isCollection(SortedText name) {
        return name.key() == COLLECTION;
    }

    /** How a task says that it handed out this name and all before it. */
    static String token(SortedText last) {
        return isCollection(last) ? SLASH + last.text() : last.text();
    }

    /** What comes after a token; everything after an empty one. */
    static Iterator<SortedText> behind(Sorter names, String token) throws IOException {
        SortedText last = token.startsWith(SLASH)
                ? new SortedText(COLLECTION, token.substring(SLASH.length()))
                : new SortedText(DATA_OBJECT, token);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names.sorted(), Spliterator.ORDERED), false)
                .dropWhile(name -> name.compareTo(last) <= 0).iterator();
    }
}
