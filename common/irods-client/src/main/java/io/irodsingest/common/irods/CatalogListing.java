package io.irodsingest.common.irods;

import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.handlerapi.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What is in collections and below them, read page by page. A part of {@link IrodsSession}, of which all is true here. */
public interface CatalogListing {
    /** What is in a collection, read to its end and kept in memory; nothing when it does not exist. */
    default CollectionContent list(String collection) throws UnavailableException, IrodsException {
        List<String> dataObjects = new ArrayList<>();
        List<String> collections = new ArrayList<>();
        list(collection, new ContentReader() {
            @Override
            public void dataObject(String name) {
                dataObjects.add(name);
            }

            @Override
            public void collection(String name) {
                collections.add(name);
            }
        });
        return new CollectionContent(dataObjects, collections);
    }

    /** Reads what is in a collection to its end, however much it is; nothing when it does not exist. */
    void list(String collection, ContentReader reader) throws UnavailableException, IrodsException;

    /** Whether nothing is in a collection; also when it does not exist. */
    default boolean isEmpty(String collection) throws UnavailableException, IrodsException {
        AtomicBoolean empty = new AtomicBoolean(true);
        list(collection, new ContentReader() {
            @Override
            public void dataObject(String name) {
                empty.set(false);
            }

            @Override
            public void collection(String name) {
                empty.set(false);
            }
        });
        return empty.get();
    }

    /**
     * Reads the replicas of all data objects in a collection and below it, in any order, however many they are; none when it does
     * not exist. A page of them is in memory at a time. What the reader throws goes to who reads, and costs the connection.
     */
    void readReplicas(String collection, Consumer<ListedReplica> reader) throws UnavailableException, IrodsException;

    /**
     * A replica as the catalog has it.
     *
     * @param number of the replica in its data object
     * @param size bytes
     * @param checksum as the catalog writes it; empty when it has none
     * @param hierarchy the names of its resources from the root to the one that keeps it, with semicolons between
     */
    record ListedReplica(String collection, String name, int number, long size, String checksum, Replica.Status status,
            String hierarchy, User owner, Instant modified) {
        /** Of the data object. */
        public String path() {
            return collection + '/' + name;
        }

        /** The name of the first of its resources, which is the one that users name. */
        public String resource() {
            int end = hierarchy.indexOf(';');
            return end < 0 ? hierarchy : hierarchy.substring(0, end);
        }
    }
}
