package io.irodsingest.ingesttasks;

/**
 * How PUT_SYNC and PUT_APPEND find out whether what is in the target already, and of which nothing is remembered, is in step with
 * the source, before any bytes move.
 */
public enum Compare {
    /**
     * By size, and by the catalog's time, which must not be before the source's times; where the times do not tell, by a checksum
     * that the catalog has.
     */
    QUICK,
    /** By size and checksum; the server computes one that the catalog lacks. */
    CHECKSUM,
    /** Not at all: it is uploaded. */
    NEVER
}
