package io.irodsingest.ingesttasks;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.task.TaskSizes;
import java.util.List;
import java.util.Optional;

/**
 * Entries of one directory that changed in the same way.
 *
 * @param directory relative to the source
 * @param change what the scan found
 * @param newCollection whether the collection was made in this pass, so that nothing can be in it yet
 * @param bucketBits the cache's layout for the directory
 * @param names names of entries in the directory
 * @param partAfter of the part of the directory that they are in, the name before its first; empty for its beginning
 */
public record EntryGroup(RawPath directory, Change change, boolean newCollection, int bucketBits, List<RawPath> names,
        Optional<String> partAfter) {
    public EntryGroup {
        names = List.copyOf(names);
    }

    /** Of a directory that is not divided. */
    public EntryGroup(RawPath directory, Change change, boolean newCollection, int bucketBits, List<RawPath> names) {
        this(directory, change, newCollection, bucketBits, names, Optional.empty());
    }

    EntryGroup with(List<RawPath> some) {
        return new EntryGroup(directory, change, newCollection, bucketBits, some, partAfter);
    }

    int characters() {
        return TaskSizes.ofPath(directory) + names.stream().mapToInt(TaskSizes::ofPath).sum();
    }
}
