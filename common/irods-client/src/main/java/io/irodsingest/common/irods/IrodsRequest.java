package io.irodsingest.common.irods;

import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.handlerapi.User;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of the server about one data object or collection, in one request. Requests of all kinds may stand in one list
 * of {@link IrodsSession#perform}. Immutable.
 */
public sealed interface IrodsRequest {
    /** The data object or collection that it is about. */
    String path();

    /**
     * Asks what is at a path: the status of the reply is {@value #DATA_OBJECT} or {@value #COLLECTION};
     * {@link IrodsError#OBJECT_NOT_FOUND} when nothing is.
     */
    record Stat(String path) implements IrodsRequest {
        public static final int DATA_OBJECT = 1;
        public static final int COLLECTION = 2;
    }

    /** What becomes of AVUs. */
    enum AvuOperation {
        /** One that is there already answers {@link IrodsError#EXISTS_ALREADY}. */
        ADD,
        /** It stands in the place of all that the object has of the same attribute. */
        SET,
        /** One that is not there answers {@link IrodsError#NOTHING_REMOVED}. */
        REMOVE,
        /**
         * As {@link #REMOVE}, where {@code %} in attribute, value or unit stands for any characters and {@code _} for one. Servers
         * from 5.0.0 on do not know it any more and answer {@link IrodsError#INVALID_ARGUMENT}.
         */
        REMOVE_LIKE
    }

    /**
     * Changes an AVU. A data object that is not there answers {@link IrodsError#FILE_UNKNOWN}, a collection
     * {@link IrodsError#COLLECTION_UNKNOWN}.
     *
     * @param onCollection else on a data object
     * @param asAdmin whether a rodsadmin passes over permissions
     */
    record AvuChange(AvuOperation operation, boolean onCollection, Metadata avu,
            boolean asAdmin) implements IrodsRequest {
        @Override
        public String path() {
            return avu.path();
        }
    }

    /** What is done about checksums. */
    enum ChecksumOperation {
        /** What the catalog has, or computed and kept when it has none. */
        COMPUTE_IF_MISSING,
        /** Computed anew and kept. */
        COMPUTE,
        /**
         * Computed anew from all good replicas and compared with what the catalog has. A difference is
         * {@link IrodsError#CHECKSUM_MISMATCH}, none to compare with {@link IrodsError#NO_CHECKSUM}, another size of the file
         * {@link IrodsError#FILE_SIZE_MISMATCH}.
         */
        VERIFY
    }

    /**
     * Asks for the checksum of a data object. The message of the reply is the checksum, as the catalog writes it; it is empty
     * after {@link ChecksumOperation#VERIFY}, and when the replicas of {@code allReplicas} differ.
     *
     * @param allReplicas whether one is computed for each good replica; else for the one that the server prefers
     */
    record Checksum(String path, ChecksumOperation operation, boolean allReplicas, boolean asAdmin)
            implements
                IrodsRequest {}

    /**
     * Gives or takes permissions of a user or group. What is not there answers {@link IrodsError#INVALID_ARGUMENT}, and so does an
     * unknown level, a data object when it is recursive.
     *
     * @param level as the server calls it: {@code null} takes the permission away, {@code read}, {@code write} and {@code own} are
     *     known to all servers, and such as {@code modify_metadata} to those from 4.3.0 on
     * @param user a user or group; an empty zone is the server's own
     * @param recursive whether for all that is below a collection, too
     */
    record AccessChange(String path, String level, User user, boolean recursive, boolean asAdmin)
            implements
                IrodsRequest {}

    /** Says whether what is made in a collection gets its permissions. */
    record Inheritance(String path, boolean inherits, boolean recursive, boolean asAdmin) implements IrodsRequest {}

    /** How something is removed. */
    enum Removal {
        /** Under the server's trash policy. */
        TO_TRASH,
        /** With its files in vaults. */
        AT_ONCE,
        /** From the catalog only; files stay where they are. */
        UNREGISTER
    }

    /** Removes a data object with all its replicas. {@link IrodsError#NO_ROWS} when absent. */
    record ObjectRemoval(String path, Removal removal) implements IrodsRequest {}

    /**
     * Removes a collection with all that is below. The server does it whole or, when it has begun with objects and meets one that
     * cannot be removed, in part. {@link IrodsError#COLLECTION_UNKNOWN} when absent. Others of the list wait for it, for the
     * server reports while it works.
     */
    record CollectionRemoval(String path, Removal removal) implements IrodsRequest {}

    /**
     * Makes a replica on a resource good: a new one, or one that is stale. One that is good stays as it is.
     *
     * @param from the root of the resources to copy from; empty leaves the choice to the server
     * @param to the root of the resources to copy to
     */
    record Replication(String path, Optional<String> from, String to, boolean asAdmin) implements IrodsRequest {}

    /**
     * Removes replicas, stale ones before good ones and never the last good one. The status of the reply is above 0 when there was
     * something to remove.
     *
     * @param from the root of the resources to remove from; empty for all
     * @param copies how many replicas are left at least, 1 or more; empty for the server's own number, which is 2
     */
    record Trim(String path, Optional<String> from, OptionalInt copies, boolean asAdmin) implements IrodsRequest {}

    /**
     * Gives a data object or a collection another path. Its new collection has to exist. What is at the new path already is
     * {@link IrodsError#NAME_IS_DATA_OBJECT} or {@link IrodsError#NAME_IS_COLLECTION}.
     */
    record Move(String path, String to) implements IrodsRequest {}

    /**
     * Sets the modification time of a data object or a collection. Known to servers from 4.2.9 on.
     *
     * @param create whether an empty data object is made when nothing is there; else that is a success that changes nothing
     */
    record Touch(String path, boolean create, TouchTime time) implements IrodsRequest {}

    /** Which time a touch sets. */
    sealed interface TouchTime {
        /** The server's. */
        record Now() implements TouchTime {}

        /** @param time of which seconds count */
        record At(Instant time) implements TouchTime {}

        /** That of another data object or collection. */
        record Of(String reference) implements TouchTime {}
    }
}
