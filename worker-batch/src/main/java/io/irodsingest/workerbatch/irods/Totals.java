package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.CatalogListing.ListedReplica;

/** Sums of data objects and replicas. Bytes of objects count once, those of replicas as often as there are replicas. */
final class Totals {
    private long objects;
    private long bytes;
    private long replicas;
    private long replicaBytes;

    void add(CatalogObject object) {
        objects++;
        bytes += object.best().size();
        object.replicas().forEach(this::add);
    }

    void add(ListedReplica replica) {
        replicas++;
        replicaBytes += replica.size();
    }

    /** For objects of which some replicas were added. */
    void addObject(long size) {
        objects++;
        bytes += size;
    }

    Object[] row(String kind, String name) {
        return new Object[]{kind, name, objects, bytes, replicas, replicaBytes};
    }

    void write(ObjectNode to) {
        to.put("objects", objects).put("bytes", bytes).put("replicas", replicas).put("replica_bytes", replicaBytes);
    }
}
