package io.irodsingest.workerfilesystem;

import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is remembered, in the memory of a test. For one thread. */
final class MemoryCache implements SyncCache {
    private final Map<Bucket, Map<NameHash, EntryStamp>> buckets = new HashMap<>();
    private final Map<DirectoryKey, Set<String>> divisions = new HashMap<>();
    private final Map<DirectoryKey, Map<Long, Integer>> tags = new HashMap<>();

    void apply(CacheUpdate update) {
        update.dropped().forEach(buckets::remove);
        update.forgotten().forEach((bucket, names) -> entries(bucket).keySet().removeAll(names));
        update.put().forEach((bucket, stamps) -> entries(bucket).putAll(stamps));
        update.divided().forEach((directory, names) -> divisions.computeIfAbsent(directory, key -> new HashSet<>())
                .addAll(names));
    }

    private Map<NameHash, EntryStamp> entries(Bucket bucket) {
        return buckets.computeIfAbsent(bucket, key -> new HashMap<>());
    }

    @Override
    public OptionalInt tag(DirectoryKey above, long way) {
        Integer tag = tags.getOrDefault(above, Map.of()).get(way);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    @Override
    public int newTag(DirectoryKey above, long way) {
        Map<Long, Integer> given = tags.computeIfAbsent(above, key -> new HashMap<>());
        return given.computeIfAbsent(way, key -> given.size() + 1);
    }

    @Override
    public Map<Bucket, Map<NameHash, EntryStamp>> read(Collection<Bucket> wanted) {
        Map<Bucket, Map<NameHash, EntryStamp>> found = new HashMap<>();
        wanted.forEach(bucket -> found.put(bucket, new HashMap<>(buckets.getOrDefault(bucket, Map.of()))));
        return found;
    }

    @Override
    public Set<String> divisions(DirectoryKey directory) {
        return divisions.getOrDefault(directory, Set.of());
    }

    @Override
    public void forgetTrees(Collection<DirectoryKey> directories) {
        for (DirectoryKey directory : directories) {
            tags.remove(directory);
            divisions(directory).forEach(after -> forgetTrees(List.of(directory.part(Optional.of(after)))));
            List<Bucket> gone = buckets.keySet().stream().filter(bucket -> bucket.directory().equals(directory))
                    .toList();
            for (Bucket bucket : gone) {
                buckets.remove(bucket).forEach((name, stamp) -> {
                    if (stamp.kind() == EntryKind.DIRECTORY && !name.equals(LAYOUT)) {
                        forgetTrees(List.of(directory.child(name)));
                    }
                });
            }
        }
    }
}
