package io.irodsingest.common.state;

import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Changes of what is remembered: first the forgotten buckets go as a whole, then the forgotten names, then stamps are put, and
 * places where directories are divided.
 * Immutable.
 */
public record CacheUpdate(Set<Bucket> dropped, Map<Bucket, Set<NameHash>> forgotten,
        Map<Bucket, Map<NameHash, EntryStamp>> put, Map<DirectoryKey, Set<String>> divided) {
    public static final CacheUpdate NONE = new CacheUpdate(Set.of(), Map.of(), Map.of(), Map.of());

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return dropped.isEmpty() && forgotten.isEmpty() && put.isEmpty() && divided.isEmpty();
    }

    /** Collects changes in one thread. */
    public static final class Builder {
        private final Set<Bucket> dropped = new HashSet<>();
        private final Map<Bucket, Set<NameHash>> forgotten = new HashMap<>();
        private final Map<Bucket, Map<NameHash, EntryStamp>> put = new HashMap<>();
        private final Map<DirectoryKey, Set<String>> divided = new HashMap<>();

        public Builder put(DirectoryKey directory, int bits, NameHash name, EntryStamp stamp) {
            put.computeIfAbsent(new Bucket(directory, name.bucket(bits)), bucket -> new HashMap<>()).put(name,
                    stamp);
            return this;
        }

        public Builder forget(Bucket bucket, NameHash name) {
            forgotten.computeIfAbsent(bucket, b -> new HashSet<>()).add(name);
            return this;
        }

        public Builder drop(Bucket bucket) {
            dropped.add(bucket);
            return this;
        }

        /** @param after the name behind which a further part begins */
        public Builder divide(DirectoryKey directory, String after) {
            divided.computeIfAbsent(directory, key -> new HashSet<>()).add(after);
            return this;
        }

        public CacheUpdate build() {
            return new CacheUpdate(dropped, forgotten, put, divided);
        }
    }
}
