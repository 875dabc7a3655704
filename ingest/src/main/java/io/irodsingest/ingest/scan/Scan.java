package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.scan.Orphans.Standing;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One scan task at work. It goes down from its directories, several at a time so that one round trip reads what is remembered
 * of all of them, until it has seen {@link #ENTRIES} entries; directories that it found and did not reach become tasks.
 */
final class Scan {
    /** About 20 ms of work: much more than a task's share of round trips, little enough to spread a tree over workers. */
    static final int ENTRIES = 2000;
    /** Directories that are read in one round trip. */
    private static final int DIRECTORIES_AT_ONCE = 64;

    private final TaskContext context;
    private final Source source;
    private final int retry;
    private final ScanCommit commit;
    private final EntryScan entries;
    private final SyncTag tag;
    private final Orphans leftovers;
    private final Deque<Directory> pending = new ArrayDeque<>();
    /** Directories that are left to others. */
    private final List<Directory> found = new ArrayList<>();

    /**
     * @param retry how often the directories failed before
     * @throws HookFailedException when the event handler cannot say what concerns the whole job
     */
    Scan(TaskContext context, Source source, int retry) throws HookFailedException, InterruptedException {
        this.context = context;
        this.source = source;
        this.retry = retry;
        TargetPaths targets = Targets.of(context);
        this.tag = SyncTag.of(context);
        this.commit = new ScanCommit(context, ScanFailures.ofDirectories(context, retry));
        this.entries = new EntryScan(context, source, targets, tag, commit);
        this.leftovers = new Orphans(context, targets, tag);
    }

    Outcome.Done run(List<Directory> directories) throws InterruptedException {
        pending.addAll(directories);
        int seen = 0;
        while (!pending.isEmpty() && seen < ENTRIES) {
            List<Listing> listings = list(ENTRIES - seen);
            try {
                seen += (int) Math.min(ENTRIES, listings.stream().mapToLong(listing -> listing.size() + 1).sum());
                scan(listings);
            } finally {
                listings.forEach(Listing::close);
            }
            // what is below a directory that failed has not failed itself: it has all its tries
            (retry == 0 ? pending : found).addAll(entries.makeCollections());
        }
        found.addAll(pending);
        return commit.take(found);
    }

    private List<Listing> list(int atMost) throws InterruptedException {
        List<Listing> listings = new ArrayList<>();
        long listed = 0;
        while (!pending.isEmpty() && listed < atMost && listings.size() < DIRECTORIES_AT_ONCE) {
            Directory directory = pending.remove();
            DirectoryKey key = DirectoryKey.of(IngestSpec.of(context.spec()), directory.path());
            try {
                Set<String> divisions = source.divides() && directory.part().isEmpty()
                        ? context.cache().divisions(key)
                        : Set.of();
                Listing listing = context.untilBack(() -> source.list(directory, key, divisions));
                listings.add(listing);
                listed += listing.size() + 1;
            } catch (IOException unreadable) {
                commit.unreadable(directory, "the directory cannot be listed: " + source.describe(unreadable));
            }
        }
        return listings;
    }

    /** What is told of a listing once: what has no place in the target, and the other parts of its directory. */
    private void begin(Listing listing) {
        Directory directory = listing.directory();
        if (directory.firstBucket() > 0) {
            // it went with the commit of the first buckets
            return;
        }
        commit.skip(listing.refused());
        for (DirectoryPart part : listing.others()) {
            found.add(new Directory(directory.path(), directory.newCollection(), 0, Optional.of(part)));
            commit.divide(listing.directoryKey(), part.after());
        }
    }

    private void scan(List<Listing> listings) throws InterruptedException {
        Map<Bucket, Map<NameHash, EntryStamp>> remembered = context.cache()
                .read(listings.stream().map(listing -> new Bucket(listing.key(), 0)).toList());
        List<Listing> large = new ArrayList<>();
        for (Listing listing : listings) {
            Bucket first = new Bucket(listing.key(), 0);
            Map<NameHash, EntryStamp> known = remembered.getOrDefault(first, Map.of());
            if (leftovers.isSuspicious(listing)) {
                begin(listing);
            } else if (listing.isLarge() || known.containsKey(SyncCache.LAYOUT)) {
                large.add(listing);
            } else {
                begin(listing);
                entries.compare(listing, 0, listing.names(), Map.of(first, known));
                deleteLeftovers(listing, known);
            }
        }
        while (!large.isEmpty()) {
            Listing listing = large.removeFirst();
            Map<NameHash, EntryStamp> first = remembered.getOrDefault(new Bucket(listing.key(), 0), new HashMap<>());
            scanLarge(listing, first, large.stream().map(Listing::directory).toList());
        }
    }

    /** Commits after each part, so that neither memory nor a script nor what a crash repeats grows with the directory. */
    private void scanLarge(Listing listing, Map<NameHash, EntryStamp> first, List<Directory> others)
            throws InterruptedException {
        begin(listing);
        LargeDirectory parts;
        try {
            parts = LargeDirectory.of(listing, first, context, entries, commit);
        } catch (IOException noPlace) {
            commit.unreadable(listing.directory(), "the directory cannot be listed: " + source.describe(noPlace));
            return;
        }
        if (listing.directory().firstBucket() == 0) {
            deleteLeftovers(listing, first);
        }
        while (parts.scanNext()) {
            found.addAll(entries.makeCollections());
            found.addAll(pending);
            List<Directory> remainder = new ArrayList<>(List.of(parts.remainder()));
            remainder.addAll(others);
            context.commitPart(commit.take(found), new ScanDirectories(remainder, retry));
            found.clear();
            pending.clear();
        }
    }

    /** Hands over what deletes what the collection has besides, and notes whether it has something. */
    private void deleteLeftovers(Listing listing, Map<NameHash, EntryStamp> first) throws InterruptedException {
        CleanMark mark = new CleanMark(listing.key(), first.get(SyncCache.CLEAN));
        try {
            Orphans.Found found = leftovers.of(listing, mark);
            commit.delete(found.tasks());
            mark.note(listing.sorted().print(), found.standing(), tag, commit.cache());
        } catch (IrodsException refused) {
            commit.fail(IngestSpec.of(context.spec()).source().resolve(listing.directory().path()),
                    Orphans.describe(refused));
            mark.note(listing.sorted().print(), Standing.UNKNOWN, tag, commit.cache());
        }
    }
}
