package io.irodsingest.common.sync;

import io.irodsingest.common.path.RawPath;

/**
 * An entry of the source as it was seen last.
 *
 * @param physicalPath where iRODS finds it when it is registered; when it is uploaded, where it lies in the source
 * @param size as the source says it
 * @param modified modification time, seconds since the epoch
 */
public record Entry(EntryKind kind, RawPath physicalPath, long size, long modified) {
    /** How many bytes an upload has: none of what is no regular file. */
    public long bytes() {
        return kind == EntryKind.REGULAR ? size : 0;
    }
}
