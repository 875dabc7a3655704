package io.irodsingest.common.job;

/** What a job counts. The name in lower case is the name in JSON, the CLI, metrics and Redis. */
public enum Count {
    /** Directories found, the root among them. */
    DIRECTORIES,
    /** Regular files found. */
    FILES,
    /** Symbolic links found; they are never followed. */
    LINKS,
    /** Sockets, FIFOs and devices found. */
    SPECIALS,
    /** Sum of the sizes of the regular files found. */
    BYTES,
    /** Collections that this job really made. */
    COLLECTIONS_CREATED,
    /** Data objects registered. */
    REGISTERED,
    /** Data objects uploaded. */
    UPLOADED,
    /** Data objects whose size and time were brought in step. */
    UPDATED,
    /** Entries that needed nothing: remembered as they are now. */
    UNCHANGED,
    /** Entries that exist in the target already and are left alone. */
    EXISTING,
    /** Entries that the operation does not handle, for a stated reason. */
    SKIPPED,
    /** Entries that went away between the scan and their turn. */
    VANISHED,
    /** Entries that could not be handled; each is kept with its path and error. */
    FAILED;

    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
