package io.irodsingest.workers3;

/**
 * An object as a listing shows it.
 *
 * @param size bytes
 * @param modified seconds since the epoch; what is finer is cut off, because a HEAD does not tell it
 * @param etag as the store writes it, in quotes; empty when it tells none
 */
record ListedObject(String key, long size, long modified, String etag) {
    /** What it is like when the store does not tell its size or its time. */
    static final long UNKNOWN = Long.MIN_VALUE;

    boolean isDescribed() {
        return size != UNKNOWN && modified != UNKNOWN;
    }
}
