package io.irodsingest.common.sync;

import io.irodsingest.common.path.RawPath;

/**
 * A replica as the catalog has it.
 *
 * @param number the replica's number in its data object
 * @param hierarchy resource names from the root to the leaf, separated by semicolons
 * @param size bytes
 * @param modified modification time, seconds since the epoch
 */
public record Replica(int number, Status status, String hierarchy, RawPath physicalPath, long size, long modified,
        String checksum) {
    /** Source: the replica status values of the iRODS catalog. */
    public enum Status {
        STALE, GOOD, INTERMEDIATE, READ_LOCKED, WRITE_LOCKED;

        /** Unknown numbers count as stale: such a replica must not be trusted. */
        public static Status of(int number) {
            return number >= 0 && number < values().length ? values()[number] : STALE;
        }
    }

    /** Whether a resource, of any level, is in the replica's hierarchy. */
    public boolean isBelow(String resource) {
        return (';' + hierarchy + ';').contains(';' + resource + ';');
    }
}
