package io.irodsingest.standalone.soak;

import static io.irodsingest.standalone.soak.Kind.Change.ADD;
import static io.irodsingest.standalone.soak.Kind.Change.GROW;
import static io.irodsingest.standalone.soak.Kind.Change.REMOVE;
import static io.irodsingest.standalone.soak.Kind.Change.REWRITE;
import java.util.List;
import java.util.Set;

/**
 * What is done with a source over several jobs, or passes of one.
 *
 * @param bucket whether the source is in the S3 store, else it is a directory
 * @param changes what happens to the source between two jobs
 * @param handler whether the jobs have the soak's event handler, which fails some entries at first
 */
record Kind(String name, Flow flow, String operation, String deleteMode, boolean bucket, Set<Change> changes,
        boolean handler) {

    /** In what way the jobs come. */
    enum Flow {
        /** One after the other, with changes between them. */
        JOBS,
        /** One that runs again and again, while the source changes. */
        PERIODIC,
        /** One that is stopped in the middle, and one that goes through. */
        STOPPED,
        /** One that uploads, and one that registers a replica of each object that it made. */
        REPLICAS
    }

    /** What may happen to a source. */
    enum Change {
        ADD, REMOVE, REWRITE, GROW
    }

    private static final Set<Change> ALL_CHANGES = Set.of(ADD, REMOVE, REWRITE);

    /** Those of a soak, in the order in which they are begun. */
    static final List<Kind> ALL = List.of(
            new Kind("register", Flow.JOBS, "REGISTER_SYNC", "UNREGISTER", false, ALL_CHANGES, false),
            new Kind("upload", Flow.JOBS, "PUT_SYNC", "NO_TRASH", false, ALL_CHANGES, false),
            new Kind("s3-upload", Flow.JOBS, "PUT_SYNC", "NO_TRASH", true, ALL_CHANGES, false),
            new Kind("periodic", Flow.PERIODIC, "PUT_SYNC", "NO_TRASH", false, ALL_CHANGES, true),
            new Kind("handler", Flow.JOBS, "PUT_SYNC", "TRASH", false, ALL_CHANGES, true),
            new Kind("append", Flow.JOBS, "PUT_APPEND", "NO_TRASH", false, Set.of(ADD, REMOVE, GROW), false),
            new Kind("stopped", Flow.STOPPED, "PUT_SYNC", "DO_NOT_DELETE", false, Set.of(), false),
            new Kind("put", Flow.JOBS, "PUT", "DO_NOT_DELETE", false, Set.of(ADD), false),
            new Kind("replicas", Flow.REPLICAS, "REGISTER_AS_REPLICA_SYNC", "DO_NOT_DELETE", false, Set.of(), false),
            new Kind("s3-register", Flow.JOBS, "REGISTER_SYNC", "UNREGISTER", true, ALL_CHANGES, false),
            new Kind("events", Flow.JOBS, "NO_OP", "DO_NOT_DELETE", false, ALL_CHANGES, true),
            new Kind("s3-append", Flow.JOBS, "PUT_APPEND", "TRASH", true, Set.of(ADD, REMOVE, GROW), true));

    /** Whether there are data objects in the end. */
    boolean makesObjects() {
        return !operation.equals("NO_OP");
    }

    /** Whether the bytes are in the server's vault in the end. */
    boolean uploads() {
        return operation.startsWith("PUT");
    }

    boolean deletes() {
        return !deleteMode.equals("DO_NOT_DELETE");
    }
}
