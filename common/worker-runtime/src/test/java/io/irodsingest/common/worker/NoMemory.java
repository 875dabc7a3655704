package io.irodsingest.common.worker;

import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers nothing of any entry. */
public final class NoMemory implements SyncCache {
    @Override
    public OptionalInt tag(DirectoryKey above, long way) {
        return OptionalInt.empty();
    }

    @Override
    public int newTag(DirectoryKey above, long way) {
        return 1;
    }

    @Override
    public Map<Bucket, Map<NameHash, EntryStamp>> read(Collection<Bucket> buckets) {
        return buckets.stream().distinct().collect(Collectors.toMap(bucket -> bucket, bucket -> Map.of()));
    }

    @Override
    public Set<String> divisions(DirectoryKey directory) {
        return Set.of();
    }

    @Override
    public void forgetTrees(Collection<DirectoryKey> directories) {
        // nothing is there
    }
}
