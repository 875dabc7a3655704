package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.sync.Replica;
import java.util.List;
import java.util.Optional;

/**
 * A data object.
 *
 * @param replicas all of them, by number; at least one
 */
record CatalogObject(String path, List<ListedReplica> replicas) {
    CatalogObject {
        replicas = List.copyOf(replicas);
    }

    List<ListedReplica> good() {
        return replicas.stream().filter(replica -> replica.status() == Replica.Status.GOOD).toList();
    }

    /** The one that stands for the object: the first good one, else the first. */
    ListedReplica best() {
        return good().stream().findFirst().orElse(replicas.getFirst());
    }

    /** What the object has; empty when no good replica has one. */
    Optional<String> checksum() {
        return good().stream().map(ListedReplica::checksum).filter(checksum -> !checksum.isEmpty()).findFirst();
    }
}
