package io.irodsingest.ingest.scan;

import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A directory whose remembered entries are in several buckets. It is scanned in parts of whole buckets. */
final class LargeDirectory {
    private static final int PART = 5000;

    private final Listing listing;
    private final int bits;
    private final Leftovers.OfDirectory leftovers;
    private final SyncCache cache;
    private final Findings findings;
    /** What was remembered under another layout; null when the layout stays. */
    private final Map<Bucket, Map<NameHash, EntryStamp>> moved;
    private int bucket;
    private int from;

    private LargeDirectory(Listing listing, int bits, Map<Bucket, Map<NameHash, EntryStamp>> moved,
            Leftovers.OfDirectory leftovers, SyncCache cache, Findings findings) {
        this.listing = listing;
        this.bits = bits;
        this.leftovers = leftovers;
        this.moved = moved;
        this.cache = cache;
        this.findings = findings;
        this.bucket = listing.directory().firstBucket();
        this.from = end(0, bucket - 1);
    }

    /**
     * @param first what is remembered in bucket 0
     * @param leftovers what its collection has besides
     * @param findings where the directory's entries go
     */
    static LargeDirectory of(Listing listing, Map<NameHash, EntryStamp> first, Leftovers.OfDirectory leftovers,
            TaskContext context, Findings findings) throws InterruptedException {
        EntryStamp layout = first.get(SyncCache.LAYOUT);
        int bits = layout == null ? 0 : layout.bucketBits();
        boolean begun = listing.directory().firstBucket() > 0;
        // a job that remembers nothing leaves the old layout behind, so that each part begins with it
        boolean isLaidOut = begun && !context.spec().options().mode().changesNothing();
        if (isLaidOut || listing.names().size() <= 2L * SyncCache.BUCKET_SIZE << bits) {
            return new LargeDirectory(listing, bits, null, leftovers, context.cache(), findings);
        }
        int newBits = SyncCache.bitsFor(listing.names().size());
        return new LargeDirectory(listing, newBits, move(listing, bits, newBits, context.cache(), findings), leftovers,
                context.cache(), findings);
    }

    /** Scans the next part; returns whether there is more. */
    boolean scanNext() throws InterruptedException {
        int firstBucket = bucket;
        int to = from;
        while (bucket < 1 << bits && to - from < PART) {
            to = end(to, bucket++);
        }
        List<Bucket> buckets = IntStream.range(firstBucket, bucket).mapToObj(i -> new Bucket(listing.key(), i))
                .toList();
        findings.compare(listing, bits, listing.names().subList(from, to),
                moved == null ? cache.read(buckets) : of(buckets));
        findings.delete(leftovers.tasks(bits, firstBucket, bucket));
        from = to;
        return bucket < 1 << bits;
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

    /** The index behind the last name of a bucket, searched from an index in it or before it. */
    private int end(int start, int lastBucket) {
        int index = start;
        List<Name> names = listing.names();
        while (index < names.size() && names.get(index).hash().bucket(bits) <= lastBucket) {
            index++;
        }
        return index;
    }

    private static Map<Bucket, Map<NameHash, EntryStamp>> move(Listing listing, int bits, int newBits, SyncCache cache,
            Findings findings) throws InterruptedException {
        List<Bucket> old = IntStream.range(0, 1 << bits).mapToObj(i -> new Bucket(listing.key(), i)).toList();
        Map<Bucket, Map<NameHash, EntryStamp>> moved = new HashMap<>();
        cache.read(old).values().forEach(entries -> entries.forEach((name, stamp) -> {
            if (!name.equals(SyncCache.LAYOUT)) {
                moved.computeIfAbsent(new Bucket(listing.key(), name.bucket(newBits)), bucket -> new HashMap<>())
                        .put(name, stamp);
            }
        }));
        findings.layOut(listing.key(), newBits, old, moved);
        return moved;
    }
}
