package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Count;
import java.util.List;
import java.util.Set;

/** What an ingest counts. */
public final class IngestCount {
    /** Directories found, the root among them. */
    public static final Count DIRECTORIES = new Count("directories");
    /** Regular files found. */
    public static final Count FILES = new Count("files");
    /** Symbolic links found; they are never followed. */
    public static final Count LINKS = new Count("links");
    /** Sockets, FIFOs and devices found. */
    public static final Count SPECIALS = new Count("specials");
    /** Sum of the sizes of the regular files found. */
    public static final Count BYTES = new Count("bytes");
    /** Collections that this job really made. */
    public static final Count COLLECTIONS_CREATED = new Count("collections_created");
    /** Data objects registered. */
    public static final Count REGISTERED = new Count("registered");
    /** Replicas registered of data objects that existed. */
    public static final Count REPLICAS_REGISTERED = new Count("replicas_registered");
    /** Data objects uploaded, anew or over what was there. */
    public static final Count UPLOADED = new Count("uploaded");
    /** Data objects that grew by what their files had grown by. */
    public static final Count APPENDED = new Count("appended");
    /** Data objects whose size and time were brought in step. */
    public static final Count UPDATED = new Count("updated");
    /** Entries that needed nothing: remembered as they are now. */
    public static final Count UNCHANGED = new Count("unchanged");
    /** Entries that exist in the target already and are left alone. */
    public static final Count EXISTING = new Count("existing");
    /** Entries that the operation does not handle, for a stated reason. */
    public static final Count SKIPPED = new Count("skipped");
    /** Entries that went away between the scan and their turn. */
    public static final Count VANISHED = new Count("vanished");
    /** Entries that the job's exclusions leave out; directories among them are not listed. */
    public static final Count EXCLUDED = new Count("excluded");
    /** Data objects that were deleted or unregistered because the source no longer has them. */
    public static final Count DELETED = new Count("deleted");
    /** Collections that were removed because the source no longer has them. */
    public static final Count COLLECTIONS_DELETED = new Count("collections_deleted");
    /** Entries that the target lacks; counted by a check. */
    public static final Count MISSING = new Count("missing");
    /** Data objects and collections that the source lacks; counted by a check. */
    public static final Count EXTRA = new Count("extra");
    /** Entries whose data object differs; counted by a check. */
    public static final Count DIFFERENT = new Count("different");

    /** In the order in which they are shown. */
    public static final List<Count> ALL = List.of(DIRECTORIES, FILES, LINKS, SPECIALS, BYTES, COLLECTIONS_CREATED,
            REGISTERED, REPLICAS_REGISTERED, UPLOADED, APPENDED, UPDATED, UNCHANGED, EXISTING, SKIPPED, VANISHED,
            EXCLUDED, DELETED, COLLECTIONS_DELETED, MISSING, EXTRA, DIFFERENT, Count.RETRIES,
            Count.FAILED);

    /** Sorts of entries that scans find. */
    static final Set<Count> FOUND = Set.of(DIRECTORIES, FILES, LINKS, SPECIALS);

    private IngestCount() {}
}
