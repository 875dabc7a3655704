package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Buckets that go before the next are read, in groups: a group goes when nothing is left below it. */
    private List<List<Bucket>> spent = new ArrayList<>();

    /**
     * A directory, or a part of one.
     *
     * @param key where it is remembered
     * @param directory what the keys of its subdirectories are made of
     */
    private record Place(DirectoryKey key, DirectoryKey directory) {
        static Place whole(DirectoryKey directory) {
            return new Place(directory, directory);
        }
    }

    /** A bucket of a place, and the subdirectories in it that are left. */
    private static final class Level {
        private final Place place;
        private int bucket;
        private Queue<NameHash> below;
        /** Whether it may have parts that were not looked for. */
        private boolean mayBeDivided;
        private boolean isDivided;

        Level(Place place, int bucket, Queue<NameHash> below) {
            this.place = place;
            this.bucket = bucket;
            this.below = below;
            this.mayBeDivided = bucket > 0 && place.key().equals(place.directory());
        }
    }

    TreeRemoval(RedisSyncCache cache) {
        this.cache = cache;
    }

    void remove(Collection<DirectoryKey> directories) throws InterruptedException {
        List<DirectoryKey> all = List.copyOf(directories);
        for (int from = 0; from < all.size(); from += DIRECTORIES_AT_ONCE) {
            look(all.subList(from, Math.min(from + DIRECTORIES_AT_ONCE, all.size())).stream().map(Place::whole)
                    .toList());
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
            List<Place> next = new ArrayList<>();
            while (!level.below.isEmpty() && next.size() < DIRECTORIES_AT_ONCE) {
                next.add(Place.whole(level.place.directory().child(level.below.remove())));
            }
            look(next);
            return;
        }
        if (level.bucket == 0 && takeParts(level)) {
            return;
        }
        spent.add(List.of(new Bucket(level.place.key(), level.bucket)));
        if (level.bucket == 0) {
            path.pop();
            return;
        }
        // bucket 0, which tells that there are others, goes last
        Bucket before = new Bucket(level.place.key(), level.bucket - 1);
        level.below = subdirectories(read(List.of(before)).get(before));
        level.bucket--;
    }

    /**
     * Only a directory in several buckets can be divided. Returns whether its parts are on the path now; where it was divided is
     * forgotten when they are gone.
     */
    private boolean takeParts(Level level) throws InterruptedException {
        DirectoryKey directory = level.place.directory();
        if (level.isDivided) {
            read(List.of());
            cache.join(directory);
        }
        if (!level.mayBeDivided) {
            return false;
        }
        level.mayBeDivided = false;
        List<Place> parts = cache.divisions(directory).stream()
                .map(after -> new Place(directory.part(Optional.of(after)), directory)).toList();
        level.isDivided = !parts.isEmpty();
        for (int from = 0; from < parts.size(); from += DIRECTORIES_AT_ONCE) {
            look(parts.subList(from, Math.min(from + DIRECTORIES_AT_ONCE, parts.size())));
        }
        return level.isDivided;
    }

    /** Takes away directories without subdirectories, and puts the others on the path. */
    private void look(List<Place> places) throws InterruptedException {
        Map<Bucket, Place> first = new LinkedHashMap<>();
        places.forEach(place -> first.put(new Bucket(place.key(), 0), place));
        List<Bucket> leaves = new ArrayList<>();
        read(List.copyOf(first.keySet())).forEach((bucket, entries) -> {
            EntryStamp layout = entries.get(SyncCache.LAYOUT);
            int buckets = layout == null ? 1 : 1 << layout.bucketBits();
            Queue<NameHash> below = buckets == 1 ? subdirectories(entries) : new ArrayDeque<>();
            if (buckets > 1) {
                // one behind the last is not there, and as good as done
                path.push(new Level(first.get(bucket), buckets, below));
            } else if (!below.isEmpty()) {
                path.push(new Level(first.get(bucket), 0, below));
            } else if (!entries.isEmpty()) {
                leaves.add(bucket);
            }
        });
        if (!leaves.isEmpty()) {
            spent.add(leaves);
        }
    }

    private Map<Bucket, Map<NameHash, EntryStamp>> read(List<Bucket> buckets) throws InterruptedException {
        List<List<Bucket>> gone = spent;
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
