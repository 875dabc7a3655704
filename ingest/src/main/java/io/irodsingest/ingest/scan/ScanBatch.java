package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.Directory;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.scan.DirectoryState.Place;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Refused;
import io.irodsingest.ingest.source.Names.Name;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a scan found and has not committed yet. */
final class ScanBatch {
    private static final Logger LOG = LoggerFactory.getLogger(ScanBatch.class);
    /** Entries of one directory that the log names, of those that are left out. */
    private static final int TOLD = 10;
    /** Directories in one task at most. */
    private static final int DIRECTORIES_PER_TASK = 16;
    /** Into how many tasks a few directories are spread at least, so that other threads get some. */
    private static final int SPREAD = 8;

    private final TaskContext context;
    private final Source source;
    private final IngestSpec spec;
    private final TargetPaths targets;
    private final SyncTaskPacker chunks;
    private final Excluded excluded;
    private final DirectoryStates collections;
    private final boolean tellsOfChanges;
    private final SyncTag tag;
    /** Whether bytes may have to be moved, as far as that can be told without asking for each entry. */
    private final boolean uploads;
    private final boolean deletes;
    private final ScanFailures again;
    private final List<DirectoryState> foundDirectories = new ArrayList<>();
    private final List<Directory> knownDirectories = new ArrayList<>();
    private final List<Task> deletions = new ArrayList<>();
    private final List<DirectoryKey> goneDirectories = new ArrayList<>();
    private List<EntryFailure> failures = new ArrayList<>();
    private Counts.Builder counts = new Counts.Builder();
    private CacheUpdate.Builder cache = new CacheUpdate.Builder();

    /**
     * @param tag of what the job remembers
     * @param again takes what may be tried again
     */
    ScanBatch(TaskContext context, Source source, TargetPaths targets, SyncTag tag, ScanFailures again)
            throws HookFailedException, InterruptedException {
        this.deletes = EntryPolicy.of(context.policy()).deleteMode() != DeleteMode.DO_NOT_DELETE;
        this.context = context;
        this.source = source;
        this.spec = IngestSpec.of(context.spec());
        this.targets = targets;
        this.excluded = new Excluded(spec.from().exclusions());
        this.collections = new DirectoryStates(context, targets);
        this.tellsOfChanges = context.policy().has(Hook.PRE_COLL_MODIFY)
                || context.policy().has(Hook.POST_COLL_MODIFY);
        this.uploads = spec.operation().uploads() || spec.handler().isPresent();
        this.tag = tag;
        this.again = again;
        this.chunks = new SyncTaskPacker(spec.sync().filesPerTask());
    }

    /** A directory was not listed; nothing of it was found. */
    void unreadable(Directory directory, String error) {
        if (mayTryAgain()) {
            again.directory(directory, error);
        } else {
            counts.add(Count.FAILED);
            failures.add(new EntryFailure(spec.source().resolve(directory.path()), error, context.now(),
                    Optional.of(IngestCount.DIRECTORIES)));
        }
    }

    private void failEntry(Directory directory, int bits, RawPath name, String error) {
        if (mayTryAgain()) {
            again.entry(directory, bits, name, error);
        } else {
            fail(spec.source().resolve(directory.path()).resolve(name), error);
        }
    }

    private boolean mayTryAgain() {
        return !spec.mode().changesNothing();
    }

    /** Notes where a directory is divided. */
    void divide(DirectoryKey directory, String after) {
        cache.divide(directory, after);
    }

    /** Hands over what is to be deleted. */
    void delete(List<Task> tasks) {
        deletions.addAll(tasks);
    }

    /** Notes whether a collection has something that the source, with these names, does not have. */
    void note(CleanMark mark, IngestTask.Names names, Orphans.Standing standing) {
        switch (standing) {
            case CLEAN -> mark.put(names, tag, cache);
            case LEFT -> mark.forget(cache);
            case UNKNOWN -> mark.forgetUnlessFor(names, cache);
        }
    }

    /** Notes that a directory's remembered entries change their layout. */
    void layOut(DirectoryKey key, int bits, Collection<Bucket> old, Map<Bucket, Map<NameHash, EntryStamp>> moved) {
        old.forEach(cache::drop);
        moved.values().forEach(entries -> entries.forEach((name, stamp) -> cache.put(key, bits, name, stamp)));
        cache.put(key, 0, SyncCache.LAYOUT, EntryStamp.layout(bits));
    }

    /**
     * Looks at entries of a directory and compares them with what is remembered of them.
     *
     * @param remembered buckets with at least what is remembered of these entries
     */
    void look(Listing listing, int bits, List<Name> names, Map<Bucket, Map<NameHash, EntryStamp>> remembered)
            throws InterruptedException {
        for (Name name : names) {
            try {
                Bucket bucket = new Bucket(listing.key(), name.hash().bucket(bits));
                EntryStamp before = remembered.getOrDefault(bucket, Map.of()).get(name.hash());
                context.untilBack(() -> listing.looker().look(name.raw()))
                        .ifPresent(now -> found(listing, bits, name, now, before));
            } catch (IOException unreadable) {
                failEntry(listing.directory(), bits, name.raw(), source.describe(unreadable));
            }
        }
        forgetGone();
    }

    /**
     * Looks at entries, and forgets those that are gone.
     *
     * @param names all names of the directory that are in the buckets given
     * @param remembered whole buckets
     */
    void compare(Listing listing, int bits, List<Name> names, Map<Bucket, Map<NameHash, EntryStamp>> remembered)
            throws InterruptedException {
        look(listing, bits, names, remembered);
        Set<NameHash> present = HashSet.newHashSet(names.size());
        names.forEach(name -> present.add(name.hash()));
        remembered.forEach((bucket, entries) -> entries.forEach((hash, stamp) -> {
            if (!present.contains(hash) && !hash.equals(SyncCache.LAYOUT) && !hash.equals(SyncCache.CLEAN)) {
                cache.forget(bucket, hash);
                goneBelow(listing, hash, stamp);
            }
        }));
        forgetGone();
    }

    /** Before the commit that forgets their names: whoever does this again must find them. */
    private void forgetGone() throws InterruptedException {
        context.cache().forgetTrees(goneDirectories);
        goneDirectories.clear();
    }

    private void goneBelow(Listing listing, NameHash hash, EntryStamp before) {
        if (before != null && before.kind() == EntryKind.DIRECTORY && !spec.mode().changesNothing()) {
            goneDirectories.add(listing.directoryKey().child(hash));
        }
    }

    private void found(Listing listing, int bits, Name name, EntryStamp now, EntryStamp before) {
        RawPath path = listing.directory().path().resolve(name.raw());
        if (excluded.contains(spec.source().resolve(path), now.kind())) {
            counts.add(IngestCount.EXCLUDED);
            return;
        }
        EntryStamp remembered = Orphans.looksAtEverything(spec) ? null : tag.counting(before);
        if (now.kind() == EntryKind.DIRECTORY) {
            foundDirectory(listing, path, new Place(listing.key(), bits, name.hash()), now, remembered);
            return;
        }
        goneBelow(listing, name.hash(), before);
        counts.add(countOf(now.kind()));
        if (now.kind() == EntryKind.REGULAR) {
            counts.add(IngestCount.BYTES, now.size());
        }
        Change change = now.since(remembered);
        if (change == Change.NONE) {
            counts.add(IngestCount.UNCHANGED);
        } else {
            chunks.add(listing.directory(), bits, change, name.raw(), uploads ? bytes(now) : 0);
        }
    }

    private void foundDirectory(Listing listing, RawPath path, Place place, EntryStamp now, EntryStamp remembered) {
        Change change = now.since(remembered);
        if (change == Change.NEW || change != Change.NONE && tellsOfChanges) {
            foundDirectories.add(new DirectoryState(listing.directory(), path, targets.logicalPath(path), place, now,
                    change != Change.NEW));
            return;
        }
        counts.add(IngestCount.DIRECTORIES);
        knownDirectories.add(new Directory(path, false, 0));
        if (change != Change.NONE) {
            cache.put(place.parent(), place.bits(), place.name(), tag.on(now));
        }
    }

    private static long bytes(EntryStamp stamp) {
        return stamp.kind() == EntryKind.REGULAR ? stamp.size() : 0;
    }

    private static Count countOf(EntryKind kind) {
        return switch (kind) {
            case REGULAR -> IngestCount.FILES;
            case LINK -> IngestCount.LINKS;
            case DIRECTORY -> IngestCount.DIRECTORIES;
            case SOCKET, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> IngestCount.SPECIALS;
        };
    }

    /** Sees to the collections of new and changed directories; gives all directories that are to be scanned. */
    List<Directory> makeCollections() throws InterruptedException {
        List<Directory> directories = new ArrayList<>(knownDirectories);
        knownDirectories.clear();
        if (!foundDirectories.isEmpty()) {
            collections.bring(foundDirectories);
            foundDirectories.forEach(directory -> brought(directory, directories));
            foundDirectories.clear();
        }
        return directories;
    }

    private void brought(DirectoryState directory, List<Directory> directories) {
        RawPath path = spec.source().resolve(directory.path());
        if (directory.isMade()) {
            counts.add(IngestCount.COLLECTIONS_CREATED);
        }
        if (directory.isMissing()) {
            counts.add(IngestCount.MISSING);
            directory.complaints()
                    .forEach(difference -> failures.add(new EntryFailure(path, difference, context.now())));
        } else if (directory.result() != DirectoryState.Result.FAILED) {
            directory.complaints().forEach(error -> fail(path, error));
        }
        Place place = directory.place();
        switch (directory.result()) {
            case DONE -> {
                counts.add(IngestCount.DIRECTORIES);
                if (!directory.isEventsOnly()) {
                    cache.put(place.parent(), place.bits(), place.name(), tag.on(directory.stamp()));
                }
                directories.add(directory.directory());
            }
            case SKIPPED -> counts.add(IngestCount.DIRECTORIES).add(IngestCount.SKIPPED);
            case FAILED -> {
                if (directory.hasDataObjectInItsPlace()) {
                    makeWay(directory);
                }
                failEntry(directory.parent(), place.bits(), directory.path().name(),
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
        if (again.isFirstTry()) {
            String path = directory.collection();
            int slash = path.lastIndexOf('/');
            deletions.add(new DeleteDataObjects(path.substring(0, slash), List.of(path.substring(slash + 1)), 0));
        }
    }

    /** Gives out everything found since the last time, with the directories that are left to others. */
    Outcome.Done take(Collection<Directory> left) {
        List<Task> children = new ArrayList<>(chunks.take());
        children.addAll(deletions);
        deletions.clear();
        List<Directory> directories = List.copyOf(left);
        int share = Math.clamp((directories.size() + SPREAD - 1) / SPREAD, 1, DIRECTORIES_PER_TASK);
        for (int i = 0; i < directories.size(); i += share) {
            children.add(new ScanDirectories(directories.subList(i, Math.min(i + share, directories.size())), 0));
        }
        Outcome.Done done = new Outcome.Done(counts.build(), children, failures,
                spec.mode().changesNothing() ? CacheUpdate.NONE : cache.build()).withRetryTasks(again.take());
        counts = new Counts.Builder();
        failures = new ArrayList<>();
        cache = new CacheUpdate.Builder();
        return done;
    }

    /** What has no place in a target is left out in each pass, and is no failure of any. */
    void skip(List<Refused> entries) {
        counts.add(IngestCount.SKIPPED, entries.size());
        entries.stream().limit(TOLD).forEach(entry -> LOG.info("{} is left out: {}", entry.path(), entry.reason()));
        if (entries.size() > TOLD) {
            LOG.info("{} more of the same directory are left out", entries.size() - TOLD);
        }
    }

    void fail(RawPath path, String error) {
        counts.add(Count.FAILED);
        failures.add(new EntryFailure(path, error, context.now()));
    }
}
