package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.scan.DirectoryState.Place;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Names.Name;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the entries of directories and compares them with what is remembered of them. */
final class EntryScan {
    private final TaskContext context;
    private final Source source;
    private final IngestSpec spec;
    private final Excluded excluded;
    private final SyncTag tag;
    /** Whether bytes may have to be moved, as far as that can be told without asking for each entry. */
    private final boolean uploads;
    private final ScanCommit commit;
    private final FoundDirectories directories;
    private final List<DirectoryKey> goneDirectories = new ArrayList<>();

    /**
     * @param tag of what the job remembers
     * @param commit where everything goes that is found
     */
    EntryScan(TaskContext context, Source source, TargetPaths targets, SyncTag tag, ScanCommit commit)
            throws HookFailedException, InterruptedException {
        this.context = context;
        this.source = source;
        this.spec = IngestSpec.of(context.spec());
        this.excluded = new Excluded(spec.from().exclusions());
        this.tag = tag;
        this.uploads = spec.operation().uploads() || spec.handler().isPresent();
        this.commit = commit;
        this.directories = new FoundDirectories(context, targets, tag, commit);
    }

    /** Sees to the collections of new and changed directories; gives all directories that are to be scanned. */
    List<Directory> makeCollections() throws InterruptedException {
        return directories.makeCollections();
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
                commit.failEntry(listing.directory(), bits, name.raw(), source.describe(unreadable));
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
                commit.cache().forget(bucket, hash);
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
            commit.count(IngestCount.EXCLUDED);
            return;
        }
        EntryStamp remembered = Orphans.looksAtEverything(spec) ? null : tag.counting(before);
        if (now.kind() == EntryKind.DIRECTORY) {
            directories.add(listing.directory(), path, new Place(listing.key(), bits, name.hash()), now, remembered);
            return;
        }
        goneBelow(listing, name.hash(), before);
        commit.count(countOf(now.kind()));
        if (now.kind() == EntryKind.REGULAR) {
            commit.count(IngestCount.BYTES, now.size());
        }
        Change change = now.since(remembered);
        if (change == Change.NONE) {
            commit.count(IngestCount.UNCHANGED);
        } else {
            commit.sync(listing.directory(), bits, change, name.raw(), uploads ? bytes(now) : 0);
        }
    }

    private static long bytes(EntryStamp stamp) {
        return stamp.kind() == EntryKind.REGULAR ? stamp.size() : 0;
    }

    static Count countOf(EntryKind kind) {
        return switch (kind) {
            case REGULAR -> IngestCount.FILES;
            case LINK -> IngestCount.LINKS;
            case DIRECTORY -> IngestCount.DIRECTORIES;
            case SOCKET, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> IngestCount.SPECIALS;
        };
    }
}
