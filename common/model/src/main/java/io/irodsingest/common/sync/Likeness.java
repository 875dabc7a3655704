package io.irodsingest.common.sync;

import java.time.Duration;

/** Whether a replica has the bytes of an entry, as far as that can be told without reading them. */
public enum Likeness {
    SAME, DIFFERENT,
    /** As many bytes: their checksums tell. */
    UNKNOWN;

    /** So far may the clocks of the source and of the catalog be apart. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /**
     * By size and times: a replica that was written after the source's last change has what the source has.
     *
     * @param changed when the entry's inode changed last, seconds since the epoch; 0 where the source has no such time
     */
    public static Likeness bySizeAndTime(Entry entry, long changed, Replica replica) {
        Likeness bySize = bySize(entry, replica);
        boolean isLater = replica.modified() + CLOCKS.toSeconds() >= Math.max(entry.modified(), changed);
        return bySize == UNKNOWN && isLater ? SAME : bySize;
    }

    /** By size; what has no bytes is the same. */
    public static Likeness bySize(Entry entry, Replica replica) {
        if (replica.size() != entry.bytes()) {
            return DIFFERENT;
        }
        return entry.bytes() == 0 ? SAME : UNKNOWN;
    }
}
