package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.scan.DirectoryState.Place;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.Directory;
import java.util.ArrayList;
import java.util.List;

/** Directories that a scan found, on their way to be scanned themselves: those that are new need a collection first. */
final class FoundDirectories {
    private final IngestSpec spec;
    private final TargetPaths targets;
    private final SyncTag tag;
    private final ScanCommit commit;
    private final DirectoryStates collections;
    private final boolean tellsOfChanges;
    private final boolean deletes;
    private final List<DirectoryState> unsettled = new ArrayList<>();
    private final List<Directory> known = new ArrayList<>();

    FoundDirectories(TaskContext context, TargetPaths targets, SyncTag tag, ScanCommit commit)
            throws HookFailedException, InterruptedException {
        this.spec = IngestSpec.of(context.spec());
        this.targets = targets;
        this.tag = tag;
        this.commit = commit;
        this.collections = new DirectoryStates(context, targets);
        this.tellsOfChanges = context.policy().has(Hook.PRE_COLL_MODIFY)
                || context.policy().has(Hook.POST_COLL_MODIFY);
        this.deletes = EntryPolicy.of(context.policy()).deleteMode() != DeleteMode.DO_NOT_DELETE;
    }

    /**
     * Takes a directory in.
     *
     * @param parent the directory that it is in
     * @param remembered null when nothing is
     */
    void add(Directory parent, RawPath path, Place place, EntryStamp now, EntryStamp remembered) {
        Change change = now.since(remembered);
        if (change == Change.NEW || change != Change.NONE && tellsOfChanges) {
            unsettled.add(new DirectoryState(parent, path, targets.logicalPath(path), place, now,
                    change != Change.NEW));
            return;
        }
        commit.count(IngestCount.DIRECTORIES);
        known.add(new Directory(path, false, 0));
        if (change != Change.NONE) {
            commit.cache().put(place.parent(), place.bits(), place.name(), tag.on(now));
        }
    }

    /** Sees to the collections of new and changed directories; gives all directories that are to be scanned. */
    List<Directory> makeCollections() throws InterruptedException {
        List<Directory> directories = new ArrayList<>(known);
        known.clear();
        if (!unsettled.isEmpty()) {
            collections.bring(unsettled);
            unsettled.forEach(directory -> brought(directory, directories));
            unsettled.clear();
        }
        return directories;
    }

    private void brought(DirectoryState directory, List<Directory> directories) {
        RawPath path = spec.source().resolve(directory.path());
        if (directory.isMade()) {
            commit.count(IngestCount.COLLECTIONS_CREATED);
        }
        if (directory.isMissing()) {
            commit.count(IngestCount.MISSING);
            directory.complaints()
                    .forEach(difference -> commit.differs(path, difference));
        } else if (directory.result() != DirectoryState.Result.FAILED) {
            directory.complaints().forEach(error -> commit.fail(path, error));
        }
        Place place = directory.place();
        switch (directory.result()) {
            case DONE -> {
                commit.count(IngestCount.DIRECTORIES);
                if (!directory.isEventsOnly()) {
                    commit.cache().put(place.parent(), place.bits(), place.name(), tag.on(directory.stamp()));
                }
                directories.add(directory.directory());
            }
            case SKIPPED -> {
                commit.count(IngestCount.DIRECTORIES);
                commit.count(IngestCount.SKIPPED);
            }
            case FAILED -> {
                if (directory.hasDataObjectInItsPlace()) {
                    makeWay(directory);
                }
                commit.failEntry(directory.parent(), place.bits(), directory.path().name(),
                        String.join("; ", directory.complaints()));
            }
        }
    }

    /** What a file left that became a directory: the source no longer has it, so a job that deletes deletes it. */
    private void makeWay(DirectoryState directory) {
        if (!deletes) {
            directory.complain("a job with a delete mode deletes it first");
            return;
        }
        directory.complain("it is deleted, and the directory comes in when it is tried again or the job runs next");
        if (commit.isFirstTry()) {
            String path = directory.collection();
            int slash = path.lastIndexOf('/');
            commit.delete(
                    List.of(new DeleteDataObjects(path.substring(0, slash), List.of(path.substring(slash + 1)), 0)));
        }
    }
}
