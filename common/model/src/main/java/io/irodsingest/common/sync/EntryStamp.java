package io.irodsingest.common.sync;

import java.time.Instant;

/**
 * What tells whether an entry changed.
 *
 * @param size bytes; 0 for a directory
 * @param modifiedNanos modification time, as {@link StampTime} writes it: nanoseconds since the epoch for all usual times
 * @param changedNanos change time of the inode, in the same way; 0 where the source has none
 * @param tag what is remembered with it, in five bits: of an entry the way in which it was synced, of a directory's layout the
 *     number of bits of its buckets. 0 of an entry as it is seen
 */
public record EntryStamp(EntryKind kind, long size, long modifiedNanos, long changedNanos, int tag) {

    /** What the layout of a directory is remembered as. */
    public static EntryStamp layout(int bits) {
        return new EntryStamp(EntryKind.DIRECTORY, 0, 0, 0, bits);
    }

    /** Of a layout: how many bits tell a name's bucket. */
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
