package io.irodsingest.workers3.checksum;

/** A checksum of what has come so far. Belongs to one thread at a time. */
interface RunningChecksum {
    void update(byte[] bytes, int from, int count);

    /** Highest byte first. Asked once, when everything has come. */
    byte[] value();
}
