package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Names.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A directory whose remembered entries are in several buckets. It is scanned in parts of whole buckets. */
final class LargeDirectory {
    private static final int PART = 5000;
    /** What is remembered of more entries than these buckets have keeps its layout, which is changed in memory. */
    private static final int MOST_MOVED_BITS = 10;

    private final Listing listing;
    private final int bits;
    private final Iterator<Name> names;
    private final SyncCache cache;
    private final EntryScan entries;
    /** What was remembered under another layout; null when the layout stays. */
    private final Map<Bucket, Map<NameHash, EntryStamp>> moved;
    private int bucket;
    /** The first name that no part had; null when there is none. */
    private Name next;

    private LargeDirectory(Listing listing, int bits, Map<Bucket, Map<NameHash, EntryStamp>> moved, SyncCache cache,
            EntryScan entries) throws IOException {
        this.listing = listing;
        this.bits = bits;
        this.moved = moved;
        this.cache = cache;
        this.entries = entries;
        this.names = listing.sorted().iterator();
        this.bucket = listing.directory().firstBucket();
        advance();
        while (next != null && next.hash().bucket(bits) < bucket) {
            advance();
        }
    }

    /**
     * @param first what is remembered in bucket 0
     * @param entries looks at the directory's entries
     * @throws IOException when the names cannot be read again
     */
    static LargeDirectory of(Listing listing, Map<NameHash, EntryStamp> first, TaskContext context, EntryScan entries,
            ScanCommit commit)
            throws IOException, InterruptedException {
        EntryStamp layout = first.get(SyncCache.LAYOUT);
        int bits = layout == null ? 0 : layout.bucketBits();
        boolean begun = listing.directory().firstBucket() > 0;
        // a job that remembers nothing leaves the old layout behind, so that each part begins with it
        boolean isLaidOut = begun && !IngestSpec.of(context.spec()).mode().changesNothing();
        if (isLaidOut || bits > MOST_MOVED_BITS || listing.size() <= 2L * SyncCache.BUCKET_SIZE << bits) {
            return new LargeDirectory(listing, bits, null, context.cache(), entries);
        }
        int newBits = SyncCache.bitsFor(listing.size());
        return new LargeDirectory(listing, newBits, move(listing, bits, newBits, context.cache(), commit),
                context.cache(), entries);
    }

    /** Scans the next part; returns whether there is more. */
    boolean scanNext() throws InterruptedException {
        int firstBucket = bucket;
        List<Name> part = new ArrayList<>();
        while (bucket < 1 << bits && part.size() < PART) {
            while (next != null && next.hash().bucket(bits) <= bucket) {
                part.add(next);
                advance();
            }
            bucket++;
        }
        List<Bucket> buckets = IntStream.range(firstBucket, bucket).mapToObj(i -> new Bucket(listing.key(), i))
                .toList();
        entries.compare(listing, bits, part, moved == null ? cache.read(buckets) : of(buckets));
        return bucket < 1 << bits;
    }

    private void advance() {
        next = names.hasNext() ? names.next() : null;
    }

    /** What is left of the directory. */
    Directory remainder() {
        return new Directory(listing.directory().path(), listing.directory().newCollection(), bucket,
                listing.directory().part());
    }

    private Map<Bucket, Map<NameHash, EntryStamp>> of(List<Bucket> buckets) {
        Map<Bucket, Map<NameHash, EntryStamp>> part = new HashMap<>();
        buckets.forEach(one -> part.put(one, moved.getOrDefault(one, Map.of())));
        return part;
    }

    private static Map<Bucket, Map<NameHash, EntryStamp>> move(Listing listing, int bits, int newBits, SyncCache cache,
            ScanCommit commit) throws InterruptedException {
        List<Bucket> old = IntStream.range(0, 1 << bits).mapToObj(i -> new Bucket(listing.key(), i)).toList();
        Map<Bucket, Map<NameHash, EntryStamp>> moved = new HashMap<>();
        cache.read(old).values().forEach(known -> known.forEach((name, stamp) -> {
            if (!name.equals(SyncCache.LAYOUT)) {
                moved.computeIfAbsent(new Bucket(listing.key(), name.bucket(newBits)), bucket -> new HashMap<>())
                        .put(name, stamp);
            }
        }));
        commit.layOut(listing.key(), newBits, old, moved);
        return moved;
    }
}
