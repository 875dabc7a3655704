package io.irodsingest.ingest.scan;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.ingesttasks.Directory;
import java.util.ArrayList;
import java.util.List;

/** A directory that is new, or has changed since it was remembered, on its way to its collection. Belongs to one thread. */
final class DirectoryState {
    private final Directory parent;
    private final RawPath path;
    private final String collection;
    private final Place place;
    private final EntryStamp stamp;
    private final List<String> complaints = new ArrayList<>(0);
    private Standing standing;
    private boolean named;
    private boolean eventsOnly;
    private boolean dataObjectInItsPlace;
    private Result result;

    /** Where it is remembered. */
    record Place(DirectoryKey parent, int bits, NameHash name) {}

    /** What is known of its collection; null for nothing. */
    private enum Standing {
        EXISTS, MADE, MISSING
    }

    /** What comes of it. */
    enum Result {
        /** It is scanned. */
        DONE, SKIPPED, FAILED
    }

    /**
     * @param path relative to the source
     * @param known whether its collection was made or seen in an earlier pass
     */
    DirectoryState(Directory parent, RawPath path, String collection, Place place, EntryStamp stamp, boolean known) {
        this.parent = parent;
        this.path = path;
        this.collection = collection;
        this.place = place;
        this.stamp = stamp;
        this.standing = known ? Standing.EXISTS : null;
        this.named = known;
    }

    Directory parent() {
        return parent;
    }

    RawPath path() {
        return path;
    }

    /** What the marks of its task know it by. */
    String mark() {
        return path.encoded();
    }

    String collection() {
        return collection;
    }

    Place place() {
        return place;
    }

    EntryStamp stamp() {
        return stamp;
    }

    /** Whether it is known what is the matter with its collection. */
    boolean isCertain() {
        return standing != null;
    }

    /** Whether this pass made its collection, or would have. */
    boolean isMade() {
        return standing == Standing.MADE && !eventsOnly;
    }

    /** Whether its collection was not there when it was found. */
    boolean isNew() {
        return standing == Standing.MADE;
    }

    boolean isMissing() {
        return standing == Standing.MISSING;
    }

    /** Whether the operation makes no collection of it: the event handler is told as if it did, and nothing is remembered. */
    boolean isEventsOnly() {
        return eventsOnly;
    }

    void eventsOnly() {
        eventsOnly = true;
    }

    void exists() {
        standing = Standing.EXISTS;
    }

    void made() {
        standing = Standing.MADE;
    }

    /** @param difference what a check says of it */
    void missing(String difference) {
        standing = Standing.MISSING;
        complaints.add(difference);
    }

    /** Whether its collection has what tells its name. */
    boolean isNamed() {
        return named;
    }

    void named() {
        named = true;
    }

    boolean isDone() {
        return result != null;
    }

    Result result() {
        return result;
    }

    void done() {
        result = Result.DONE;
    }

    void skip() {
        result = Result.SKIPPED;
    }

    void fail(String error) {
        complaints.add(error);
        result = Result.FAILED;
    }

    /** It fails because a data object is where its collection would be. */
    void failForDataObject(String error) {
        fail(error);
        dataObjectInItsPlace = true;
    }

    boolean hasDataObjectInItsPlace() {
        return dataObjectInItsPlace;
    }

    /** Something failed that does not keep it from being scanned. */
    void complain(String error) {
        complaints.add(error);
    }

    /** What is told of it among the failures. */
    List<String> complaints() {
        return complaints;
    }

    /** As it is scanned. */
    Directory directory() {
        return new Directory(path, isNew() || isMissing(), 0);
    }
}
