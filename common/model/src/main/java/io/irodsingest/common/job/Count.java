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
    /** Replicas registered of data objects that existed. */
    REPLICAS_REGISTERED,
    /** Data objects uploaded, anew or over what was there. */
    UPLOADED,
    /** Data objects that grew by what their files had grown by. */
    APPENDED,
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
    /** Entries that the job's exclusions leave out; directories among them are not listed. */
    EXCLUDED,
    /** Data objects that were deleted or unregistered because the source no longer has them. */
    DELETED,
    /** Collections that were removed because the source no longer has them. */
    COLLECTIONS_DELETED,
    /** Entries that the target lacks; counted by a check. */
    MISSING,
    /** Data objects and collections that the source lacks; counted by a check. */
    EXTRA,
    /** Entries whose data object differs; counted by a check. */
    DIFFERENT,
    /** Tries of entries that failed before. */
    RETRIES,
    /** Entries that could not be handled; each is kept with its path and error. */
    FAILED;

    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
