package io.irodsingest.ingest.scan;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of some entries of directories, without reading all that is remembered of these: of a directory of a million entries
 * each part of a list names a few. For one thread.
 */
final class ListedMemory {
    /** Names of one directory in a part of a list from which on the directory is taken for a large one. */
    private static final int MANY = 2 * SyncCache.BUCKET_SIZE;
    /** Such a directory is taken to have so many times what one part has of it; a scan of it divides it as it is. */
    private static final int TIMES = 64;

    private final SyncCache cache;
    private final IngestSpec spec;
    private final Map<RawPath, Place> places = new HashMap<>();
    private final Map<Bucket, Map<NameHash, EntryStamp>> remembered = new HashMap<>();

    /**
     * Where what is remembered of a directory lies.
     *
     * @param isClean whether it is remembered that its collection had nothing besides the source
     * @param isNew whether nothing is remembered of how it is divided into buckets, and it is divided now
     */
    record Place(DirectoryKey key, int bits, boolean isClean, boolean isNew) {}

    ListedMemory(TaskContext context) {
        this.cache = context.cache();
        this.spec = IngestSpec.of(context.spec());
    }

    /** Reads what is remembered of entries, in two round trips. @param paths relative to the source, none of them empty */
    void read(Collection<RawPath> paths) throws InterruptedException {
        Map<RawPath, Set<NameHash>> names = new HashMap<>();
        paths.forEach(path -> names.computeIfAbsent(path.parent(), directory -> new HashSet<>())
                .add(NameHash.of(path.name())));
        locate(names);
        Map<Bucket, Set<NameHash>> wanted = new HashMap<>();
        names.forEach((directory, hashes) -> hashes.forEach(
                hash -> wanted.computeIfAbsent(bucket(places.get(directory), hash), bucket -> new HashSet<>())
                        .add(hash)));
        remembered.putAll(cache.read(wanted));
    }

    private void locate(Map<RawPath, Set<NameHash>> names) throws InterruptedException {
        Map<RawPath, DirectoryKey> keys = new HashMap<>();
        Map<Bucket, Set<NameHash>> layouts = new HashMap<>();
        names.keySet().stream().filter(directory -> !places.containsKey(directory)).forEach(directory -> {
            DirectoryKey key = DirectoryKey.of(spec, directory);
            keys.put(directory, key);
            layouts.put(new Bucket(key, 0), Set.of(SyncCache.LAYOUT, SyncCache.CLEAN));
        });
        Map<Bucket, Map<NameHash, EntryStamp>> found = cache.read(layouts);
        keys.forEach((directory, key) -> {
            Map<NameHash, EntryStamp> told = found.getOrDefault(new Bucket(key, 0), Map.of());
            EntryStamp layout = told.get(SyncCache.LAYOUT);
            int many = names.get(directory).size();
            boolean isNew = layout == null && many >= MANY;
            int bits = isNew ? SyncCache.bitsFor((long) many * TIMES) : layout == null ? 0 : layout.bucketBits();
            places.put(directory, new Place(key, bits, told.containsKey(SyncCache.CLEAN), isNew));
        });
    }

    /** Of a directory of which something was read. */
    Place place(RawPath directory) {
        return places.get(directory);
    }

    /** What is remembered of an entry that was read; null for nothing. */
    EntryStamp stamp(RawPath path) {
        NameHash hash = NameHash.of(path.name());
        return remembered.getOrDefault(bucket(places.get(path.parent()), hash), Map.of()).get(hash);
    }

    /** The directories of which something was read. */
    List<RawPath> directories() {
        return List.copyOf(places.keySet());
    }

    private static Bucket bucket(Place place, NameHash hash) {
        return new Bucket(place.key(), hash.bucket(place.bits()));
    }
}
