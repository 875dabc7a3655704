package io.irodsingest.common.sync;

import java.util.List;

/** What the target has where an entry goes. */
public sealed interface Existing {
    record Nothing() implements Existing {}

    record ACollection() implements Existing {}

    /** @param replicas at least one, in any state */
    record DataObject(List<Replica> replicas) implements Existing {
        public DataObject {
            replicas = List.copyOf(replicas);
        }
    }

    /** A data object with these replicas; nothing when there are none. */
    static Existing of(List<Replica> replicas) {
        return replicas.isEmpty() ? new Nothing() : new DataObject(replicas);
    }
}
