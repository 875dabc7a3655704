package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.workerfilesystem.Listing.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a scan found and has not committed yet. */
final class Findings {
    /** Directories in one task at most. */
    private static final int DIRECTORIES_PER_TASK = 16;
    /** Into how many tasks a few directories are spread at least, so that other threads get some. */
    private static final int SPREAD = 8;

    private final TaskContext context;
    private final JobSpec spec;
    private final TargetPaths targets;
    private final Chunks chunks;
    private final List<NewDirectory> newDirectories = new ArrayList<>();
    private final List<Directory> knownDirectories = new ArrayList<>();
    private final List<DirectoryKey> goneDirectories = new ArrayList<>();
    private List<EntryFailure> failures = new ArrayList<>();
    private Counts.Builder counts = new Counts.Builder();
    private CacheUpdate.Builder cache = new CacheUpdate.Builder();

    private record NewDirectory(RawPath path, DirectoryKey parent, int bits, NameHash hash, EntryStamp stamp) {}

    Findings(TaskContext context) {
        this.context = context;
        this.spec = context.spec();
        this.targets = new TargetPaths(spec.source(), spec.target());
        this.chunks = new Chunks(spec.filesPerTask());
    }

    void directory() {
        counts.add(Count.DIRECTORIES);
    }

    void unreadable(Directory directory, RawPath path, String error) {
        if (directory.firstBucket() == 0) {
            counts.add(Count.DIRECTORIES);
        }
        fail(path, error);
    }

    /** Notes that a directory's remembered entries change their layout. */
    void layOut(DirectoryKey key, int bits, Collection<Bucket> old, Map<Bucket, Map<NameHash, EntryStamp>> moved) {
        old.forEach(cache::drop);
        moved.values().forEach(entries -> entries.forEach((name, stamp) -> cache.put(key, bits, name, stamp)));
        cache.put(key, 0, SyncCache.LAYOUT, EntryStamp.layout(bits));
    }

    /**
     * Compares entries of a directory with what is remembered of them.
     *
     * @param names all names of the directory that are in the buckets given
     * @param remembered whole buckets
     */
    void compare(Listing listing, int bits, List<Name> names, Map<Bucket, Map<NameHash, EntryStamp>> remembered)
            throws InterruptedException {
        Set<NameHash> present = new HashSet<>(Math.max(16, names.size() * 2));
        for (Name name : names) {
            present.add(name.hash());
            try {
                Bucket bucket = new Bucket(listing.key(), name.hash().bucket(bits));
                EntryStamp before = remembered.getOrDefault(bucket, Map.of()).get(name.hash());
                Stat.of(listing.path().resolve(name.raw().toPath()))
                        .ifPresent(now -> found(listing, bits, name, now, before));
            } catch (IOException unreadable) {
                fail(spec.source().resolve(listing.directory().path()).resolve(name.raw()),
                        Errors.describe(unreadable));
            }
        }
        remembered.forEach((bucket, entries) -> entries.forEach((hash, stamp) -> {
            if (!present.contains(hash) && !hash.equals(SyncCache.LAYOUT)) {
                cache.forget(bucket, hash);
                goneBelow(listing, hash, stamp);
            }
        }));
        // before the commit that forgets their names: whoever does this again must find them
        context.cache().forgetTrees(goneDirectories);
        goneDirectories.clear();
    }

    private void goneBelow(Listing listing, NameHash hash, EntryStamp before) {
        if (before != null && before.kind() == EntryKind.DIRECTORY && !spec.options().mode().changesNothing()) {
            goneDirectories.add(listing.key().child(hash));
        }
    }

    private void found(Listing listing, int bits, Name name, EntryStamp now, EntryStamp before) {
        EntryStamp remembered = spec.ignoreCache() ? null : before;
        if (now.kind() == EntryKind.DIRECTORY) {
            foundDirectory(listing, bits, name, now, remembered);
            return;
        }
        goneBelow(listing, name.hash(), before);
        counts.add(countOf(now.kind()));
        if (now.kind() == EntryKind.REGULAR) {
            counts.add(Count.BYTES, now.size());
        }
        Change change = now.since(remembered);
        if (change == Change.NONE) {
            counts.add(Count.UNCHANGED);
        } else {
            chunks.add(listing.directory(), bits, change, name.raw());
        }
    }

    private void foundDirectory(Listing listing, int bits, Name name, EntryStamp now, EntryStamp remembered) {
        RawPath path = listing.directory().path().resolve(name.raw());
        if (remembered == null || remembered.kind() != EntryKind.DIRECTORY) {
            newDirectories.add(new NewDirectory(path, listing.key(), bits, name.hash(), now));
            return;
        }
        knownDirectories.add(new Directory(path, false, 0));
        if (now.since(remembered) != Change.NONE) {
            cache.put(listing.key(), bits, name.hash(), now);
        }
    }

    private static Count countOf(EntryKind kind) {
        return switch (kind) {
            case REGULAR -> Count.FILES;
            case LINK -> Count.LINKS;
            case DIRECTORY -> Count.DIRECTORIES;
            case SOCKET, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> Count.SPECIALS;
        };
    }

    /** Makes the collections of new directories; gives all directories that are to be scanned. */
    List<Directory> makeCollections() throws InterruptedException {
        List<Directory> directories = new ArrayList<>(knownDirectories);
        knownDirectories.clear();
        if (!newDirectories.isEmpty()) {
            List<String> paths = newDirectories.stream().map(directory -> targets.logicalPath(directory.path()))
                    .toList();
            List<Reply> replies = create(paths);
            for (int i = 0; i < replies.size(); i++) {
                made(newDirectories.get(i), replies.get(i), directories);
            }
            newDirectories.clear();
        }
        return directories;
    }

    private List<Reply> create(List<String> paths) throws InterruptedException {
        try {
            return context.irods(session -> {
                List<Reply> replies = new ArrayList<>(session.createCollections(paths));
                for (int i = 0; i < paths.size(); i++) {
                    // somebody took a parent away that is remembered as made
                    if (replies.get(i).error().filter(IrodsError.COLLECTION_UNKNOWN::equals).isPresent()) {
                        session.createCollectionWithParents(paths.get(i));
                        replies.set(i, Reply.OK);
                    }
                }
                return replies;
            });
        } catch (IrodsException refused) {
            Reply reply = new Reply(refused.status(), refused.getMessage());
            return paths.stream().map(path -> reply).toList();
        }
    }

    private void made(NewDirectory directory, Reply reply, List<Directory> directories) {
        boolean existed = reply.error().filter(IrodsError.EXISTS_ALREADY::equals).isPresent();
        if (!reply.isOk() && !existed) {
            counts.add(Count.DIRECTORIES);
            fail(spec.source().resolve(directory.path()), "its collection cannot be made: " + reply.describe());
            return;
        }
        if (!existed) {
            counts.add(Count.COLLECTIONS_CREATED);
        }
        cache.put(directory.parent(), directory.bits(), directory.hash(), directory.stamp());
        directories.add(new Directory(directory.path(), !existed, 0));
    }

    /** Gives out everything found since the last time, with the directories that are left to others. */
    Outcome.Done take(Collection<Directory> left) {
        List<Task> children = new ArrayList<>(chunks.take());
        List<Directory> directories = List.copyOf(left);
        int share = Math.clamp((directories.size() + SPREAD - 1) / SPREAD, 1, DIRECTORIES_PER_TASK);
        for (int i = 0; i < directories.size(); i += share) {
            children.add(new ScanDirectories(directories.subList(i, Math.min(i + share, directories.size()))));
        }
        Outcome.Done done = new Outcome.Done(counts.build(), children, failures, cache.build());
        counts = new Counts.Builder();
        failures = new ArrayList<>();
        cache = new CacheUpdate.Builder();
        return done;
    }

    private void fail(RawPath path, String error) {
        counts.add(Count.FAILED);
        failures.add(new EntryFailure(path, error, context.now()));
    }
}
