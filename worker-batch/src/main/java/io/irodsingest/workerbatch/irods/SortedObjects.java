package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.handlerapi.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The data objects below a collection by their paths, with all their replicas: those of an object come in any order, and may be far from
 * each other. What does not fit into memory is in a temporary file. For one thread.
 */
final class SortedObjects implements AutoCloseable {
    private static final String SEPARATOR = "\0";
    private static final int FIELDS = 9;

    private final Sorter sorter = new Sorter();

    private SortedObjects() {}

    /**
     * Reads the catalog to its end.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    static SortedObjects read(IrodsSession session, String collection)
            throws UnavailableException, IrodsException, IOException, InterruptedException {
        SortedObjects objects = new SortedObjects();
        boolean whole = false;
        try {
            session.readReplicas(collection, objects::add);
            whole = true;
            return objects;
        } catch (UncheckedIOException full) {
            throw full.getCause();
        } catch (Interrupted interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        } finally {
            if (!whole) {
                objects.close();
            }
        }
    }

    /** Ends the reading of the catalog. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted while the catalog was read", null, false, false);
        }
    }

    private void add(ListedReplica replica) {
        if (Thread.interrupted()) {
            throw new Interrupted();
        }
        // the path in front, and a separator that is before all that names can have, so that texts sort as paths do
        String text = String.join(SEPARATOR, replica.path(), String.format("%05d", replica.number()),
                Long.toString(replica.size()), replica.checksum(), replica.status().name(), replica.hierarchy(),
                replica.owner().zone(), replica.owner().name(), Long.toString(replica.modified().getEpochSecond()));
        try {
            sorter.add(new SortedText(0, text));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static ListedReplica replica(String text) {
        String[] fields = text.split(SEPARATOR, FIELDS);
        int slash = fields[0].lastIndexOf('/');
        return new ListedReplica(fields[0].substring(0, slash), fields[0].substring(slash + 1),
                Integer.parseInt(fields[1]), Long.parseLong(fields[2]), fields[3], Replica.Status.valueOf(fields[4]),
                fields[5], new User(fields[6], fields[7]), Instant.ofEpochSecond(Long.parseLong(fields[8])));
    }

    /** @return throws {@link UncheckedIOException} when the temporary file cannot be read */
    Iterator<CatalogObject> iterator() throws IOException {
        return new Grouping(sorter.sorted());
    }

    @Override
    public void close() throws IOException {
        sorter.close();
    }

    /** Puts the replicas of an object together. */
    private static final class Grouping implements Iterator<CatalogObject> {
        private final Iterator<SortedText> texts;
        private ListedReplica ahead;

        Grouping(Iterator<SortedText> texts) {
            this.texts = texts;
            this.ahead = next(texts);
        }

        private static ListedReplica next(Iterator<SortedText> texts) {
            return texts.hasNext() ? replica(texts.next().text()) : null;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public CatalogObject next() {
            if (ahead == null) {
                throw new NoSuchElementException();
            }
            String path = ahead.path();
            List<ListedReplica> replicas = new ArrayList<>(1);
            while (ahead != null && ahead.path().equals(path)) {
                replicas.add(ahead);
                ahead = next(texts);
            }
            return new CatalogObject(path, replicas);
        }
    }
}
