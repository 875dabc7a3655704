package io.irodsingest.handlerapi;

/** What is done with an entry of the source that is new or changed. */
public enum Operation {
    /** Registers the source's file in place; keeps size and modification time of its replica in step. */
    REGISTER_SYNC,
    /** Registers the source's file in place as a replica of what may exist on other resources; needs a resource. */
    REGISTER_AS_REPLICA_SYNC,
    /** Uploads what the target does not have; leaves alone what it has. */
    PUT,
    /** Uploads what the target does not have; overwrites what changed. */
    PUT_SYNC,
    /** Uploads what the target does not have; appends what the source's file has grown by. */
    PUT_APPEND,
    /** Only calls event handlers. */
    NO_OP;

    /** Whether the source's file becomes a replica where it is. */
    public boolean registers() {
        return this == REGISTER_SYNC || this == REGISTER_AS_REPLICA_SYNC;
    }

    /** Whether bytes of the source's file are read. */
    public boolean uploads() {
        return this == PUT || this == PUT_SYNC || this == PUT_APPEND;
    }
}
