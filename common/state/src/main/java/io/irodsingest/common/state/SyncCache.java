package io.irodsingest.common.state;

import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.path.RawPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is remembered of each source entry and target since it was synced last. The entries of a directory are one Redis hash
 * (name hash to {@link EntryStamp}), or {@code 2^bits} of them for a large directory, so that each hash stays in Redis' compact
 * form. Bucket 0 of a large directory tells the layout by a pretended entry, {@link #LAYOUT}; a bucket has the same Redis key in
 * every layout. Written by {@link Accounting#commit}. Thread-safe.
 */
public interface SyncCache {
    /** Largest number of entries meant for one bucket: Redis keeps a hash of up to 512 fields in its compact form. */
    int BUCKET_SIZE = 256;

    /** The pretended entry of bucket 0 whose stamp's {@code bucketBits} tell the layout; where it is missing there is one bucket. */
    NameHash LAYOUT = new NameHash(0);

    /**
     * The pretended entry of bucket 0 that tells with which names in the source the collection had nothing besides, for jobs that
     * delete. Whoever finds other names in the source takes it away.
     */
    NameHash CLEAN = new NameHash(1);

    /** The largest tag of a stamp, as it has five bits. */
    int LARGEST_TAG = 31;

    /**
     * The way in which a job syncs entries: its operation, resource, event handler and character map, as 64 bits of a hash. What
     * was synced in another way counts as not synced.
     */
    static long way(EntryWork work) {
        return Hashes.hash64(work.operation() + "\n" + work.resource().orElse("") + '\n'
                + work.handler().map(HandlerFile::digest).orElse("") + '\n'
                + work.characterMap());
    }

    /**
     * The tag of what was synced in a certain way, from 1 on. It holds for one source under one target, below whose
     * {@link DirectoryKey#above} it is kept. Empty when nothing was ever synced in that way.
     */
    OptionalInt tag(DirectoryKey above, long way) throws InterruptedException;

    /**
     * The same; where there is none, one is given out. When all are given out, everything is forgotten that was synced in any way.
     */
    int newTag(DirectoryKey above, long way) throws InterruptedException;

    /** Reads buckets in one round trip; a bucket that is not remembered is empty. */
    Map<Bucket, Map<NameHash, EntryStamp>> read(Collection<Bucket> buckets) throws InterruptedException;

    /** Reads what is remembered of some names in buckets, in one round trip, however much else is in these. */
    default Map<Bucket, Map<NameHash, EntryStamp>> read(Map<Bucket, Set<NameHash>> names) throws InterruptedException {
        Map<Bucket, Map<NameHash, EntryStamp>> some = new HashMap<>();
        read(names.keySet()).forEach((bucket, all) -> {
            Map<NameHash, EntryStamp> wanted = new HashMap<>(all);
            wanted.keySet().retainAll(names.get(bucket));
            some.put(bucket, wanted);
        });
        return some;
    }

    /**
     * Where a directory was divided that is too large for one task: the names behind which its parts begin, but for the first.
     * Empty when it is not divided.
     */
    Set<String> divisions(DirectoryKey directory) throws InterruptedException;

    /**
     * Forgets directories and everything below them; what is remembered of them in their parents stays. When it is cut off, it
     * is to be called again: it goes on with what is left.
     */
    void forgetTrees(Collection<DirectoryKey> directories) throws InterruptedException;

    /**
     * Identifies a directory of a source under a target.
     *
     * @param id 22 characters of base64url: 128 bits of SHA-256 over the parent's id and the name's hash
     */
    record DirectoryKey(String id) {
        /** The pretended parent of a job's source directory: it holds the stamp of the source itself. */
        public static DirectoryKey above(EntryWork work) {
            String place = work.store().map(store -> "s3://" + store).orElse("");
            return new DirectoryKey(Hashes.digest(place + work.source().encoded() + '\n' + work.target()));
        }

        public DirectoryKey child(NameHash name) {
            return new DirectoryKey(Hashes.digest(id + Long.toHexString(name.value())));
        }

        /**
         * Where what is remembered of a part of this directory lies.
         *
         * @param after the name behind which the part begins; empty for the first
         */
        public DirectoryKey part(Optional<String> after) {
            // no name has a slash in front
            return after.map(name -> child(NameHash.of(RawPath.ofText('/' + name)))).orElse(this);
        }

        /** The directory at a path relative to the source. */
        public static DirectoryKey of(EntryWork work, RawPath relative) {
            DirectoryKey key = above(work).child(NameHash.of(RawPath.EMPTY));
            for (String name : relative.isEmpty() ? new String[0] : relative.encoded().split("/")) {
                key = key.child(NameHash.of(new RawPath(name)));
            }
            return key;
        }
    }

    /** One hash of a directory: number {@code index} of those that its layout has. */
    record Bucket(DirectoryKey directory, int index) {}

    /** How many bits the layout of a directory with so many entries has. */
    static int bitsFor(long entries) {
        int bits = 0;
        while (entries >> bits > BUCKET_SIZE) {
            bits++;
        }
        return bits;
    }

    /** 64 bits of a hash over the bytes of a name. */
    record NameHash(long value) {
        public static NameHash of(RawPath name) {
            return new NameHash(Hashes.hash64(name.encoded()));
        }

        /** The bucket that the name is in. */
        public int bucket(int bits) {
            return bits == 0 ? 0 : (int) (value >>> Long.SIZE - bits);
        }
    }
}
