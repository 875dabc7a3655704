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
 * @param tag what is remembered with it, from 0 to {@link SyncCache#LARGEST_TAG}: of an entry the way in which it was synced, see
 *     {@link SyncCache#tag}; of {@link SyncCache#LAYOUT} the layout. 0 of an entry as it is seen
 */
public record EntryStamp(EntryKind kind, long size, long modifiedNanos, long changedNanos, int tag) {

    /** What {@link SyncCache#LAYOUT} is stamped with. */
    public static EntryStamp layout(int bits) {
        return new EntryStamp(EntryKind.DIRECTORY, 0, 0, 0, bits);
    }

    /** Of {@link SyncCache#LAYOUT}: the layout. */
    public int bucketBits() {
        return tag;
    }

    /** As it is remembered of an entry that was synced in a certain way. */
    public EntryStamp tagged(int way) {
        return new EntryStamp(kind, size, modifiedNanos, changedNanos, way);
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
