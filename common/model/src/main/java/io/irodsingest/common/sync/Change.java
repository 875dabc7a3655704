package io.irodsingest.common.sync;

/** How an entry differs from what was remembered of it. */
public enum Change {
    /** Nothing is remembered of it, or it was of another kind. */
    NEW,
    /** Size or modification time differ: its content may have changed. */
    CONTENT,
    /** Only the inode's change time differs. */
    METADATA, NONE
}
