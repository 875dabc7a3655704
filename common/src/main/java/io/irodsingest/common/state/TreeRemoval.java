package io.irodsingest.common.state;

import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Takes away what is remembered of directories and of all below them. It walks down the remembered subdirectories in steps of
 * one round trip each, and takes a bucket away only when nothing is left below it: whoever does it again after a crash finds
 * what is left. Memory grows with the depth of a tree only. For one thread.
 */
final class TreeRemoval {
    private static final int DIRECTORIES_AT_ONCE = 64;

    private final RedisSyncCache cache;
    private final Deque<Level> path = new ArrayDeque<>();
    /** Buckets that go with the next round trip, in an order that leaves nothing below them behind. */
    private List<Bucket> spent = new ArrayList<>();

    /** A bucket of a directory, and the subdirectories in it that are left. */
    private static final class Level {
        private final DirectoryKey directory;
        private int bucket;
        private Queue<NameHash> below;

        Level(DirectoryKey directory, int bucket, Queue<NameHash> below) {
            this.directory = directory;
            this.bucket = bucket;
            this.below = below;
        }
    }

    TreeRemoval(RedisSyncCache cache) {
        this.cache = cache;
    }

    void remove(Collection<DirectoryKey> directories) throws InterruptedException {
        List<DirectoryKey> all = List.copyOf(directories);
        for (int from = 0; from < all.size(); from += DIRECTORIES_AT_ONCE) {
            look(all.subList(from, Math.min(from + DIRECTORIES_AT_ONCE, all.size())));
            while (!path.isEmpty()) {
                step(path.peek());
            }
        }
        if (!spent.isEmpty()) {
            read(List.of());
        }
    }

    private void step(Level level) throws InterruptedException {
        if (!level.below.isEmpty()) {
            List<DirectoryKey> next = new ArrayList<>();
            while (!level.below.isEmpty() && next.size() < DIRECTORIES_AT_ONCE) {
                next.add(level.directory.child(level.below.remove()));
            }
            look(next);
            return;
        }
        spent.add(new Bucket(level.directory, level.bucket));
        if (level.bucket == 0) {
            path.pop();
            return;
        }
        // bucket 0, which tells that there are others, goes last
        Bucket before = new Bucket(level.directory, level.bucket - 1);
        level.below = subdirectories(read(List.of(before)).get(before));
        level.bucket--;
    }

    /** Takes away directories without subdirectories, and puts the others on the path. */
    private void look(List<DirectoryKey> directories) throws InterruptedException {
        List<Bucket> first = directories.stream().map(directory -> new Bucket(directory, 0)).toList();
        read(first).forEach((bucket, entries) -> {
            EntryStamp layout = entries.get(SyncCache.LAYOUT);
            int buckets = layout == null ? 1 : 1 << layout.bucketBits();
            Queue<NameHash> below = buckets == 1 ? subdirectories(entries) : new ArrayDeque<>();
            if (buckets > 1) {
                // one behind the last is not there, and as good as done
                path.push(new Level(bucket.directory(), buckets, below));
            } else if (!below.isEmpty()) {
                path.push(new Level(bucket.directory(), 0, below));
            } else if (!entries.isEmpty()) {
                spent.add(bucket);
            }
        });
    }

    private Map<Bucket, Map<NameHash, EntryStamp>> read(List<Bucket> buckets) throws InterruptedException {
        List<Bucket> gone = spent;
        spent = new ArrayList<>();
        return cache.removeThenRead(gone, buckets);
    }

    private static Queue<NameHash> subdirectories(Map<NameHash, EntryStamp> entries) {
        Queue<NameHash> names = new ArrayDeque<>();
        entries.forEach((name, stamp) -> {
            if (stamp.kind() == EntryKind.DIRECTORY && !name.equals(SyncCache.LAYOUT)) {
                names.add(name);
            }
        });
        return names;
    }
}
