package io.irodsingest.common.state;

import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import java.time.Instant;

/**
 * What tells whether an entry changed.
 *
 * @param size bytes; 0 for a directory
 * @param modifiedNanos modification time, as {@link StampTime} writes it: nanoseconds since the epoch for all usual times
 * @param changedNanos change time of the inode, in the same way; 0 where the source has none
 * @param bucketBits only of {@link SyncCache#LAYOUT}: the layout; else 0
 */
public record EntryStamp(EntryKind kind, long size, long modifiedNanos, long changedNanos, int bucketBits) {

    /** What {@link SyncCache#LAYOUT} is stamped with. */
    public static EntryStamp layout(int bits) {
        return new EntryStamp(EntryKind.DIRECTORY, 0, 0, 0, bits);
    }

    /** When the content changed last. */
    public Instant modified() {
        return StampTime.instant(modifiedNanos);
    }

    /** When the inode changed last; 1970 where the source does not tell. */
    public Instant changed() {
        return StampTime.instant(changedNanos);
    }

    /** How an entry that has this stamp now differs from what was remembered of it; null for nothing remembered. */
    public Change since(EntryStamp remembered) {
        if (remembered == null || remembered.kind != kind) {
            return Change.NEW;
        }
        if (remembered.size != size || remembered.modifiedNanos != modifiedNanos) {
            return Change.CONTENT;
        }
        return remembered.changedNanos == changedNanos ? Change.NONE : Change.METADATA;
    }
}
