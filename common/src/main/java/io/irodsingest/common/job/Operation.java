package io.irodsingest.common.job;

/** What is done with an entry of the source that is new or changed. */
public enum Operation {
    /** Registers the source's file in place; keeps size and modification time of its replica in step. */
    REGISTER_SYNC,
    /** Uploads what the target does not have; leaves alone what it has. */
    PUT;

    public boolean registers() {
        return this == REGISTER_SYNC;
    }
}
