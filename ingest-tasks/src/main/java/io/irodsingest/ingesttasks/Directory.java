package io.irodsingest.ingesttasks;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.TaskSizes;
import java.util.Optional;

/**
 * A directory to be listed; its collection exists.
 *
 * @param path relative to the source; empty for the source itself
 * @param newCollection whether its collection was made in this pass, so that nothing can be in it yet
 * @param firstBucket entries in smaller buckets of the sync cache were handed over already; 0 at first
 * @param part of a directory that is too large for one task; empty for all of it, as far as one task takes it
 */
public record Directory(RawPath path, boolean newCollection, int firstBucket, Optional<DirectoryPart> part) {
    /** All of it. */
    public Directory(RawPath path, boolean newCollection, int firstBucket) {
        this(path, newCollection, firstBucket, Optional.empty());
    }

    int characters() {
        return TaskSizes.ofPath(path)
                + part.map(some -> some.after().length() + some.through().map(String::length).orElse(0)).orElse(0);
    }
}
