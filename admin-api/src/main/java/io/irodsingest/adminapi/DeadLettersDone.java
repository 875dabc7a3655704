package io.irodsingest.adminapi;

/**
 * What was done with dead letters.
 *
 * @param done how many were dropped, or sent back to their queues
 * @param left how many there are still
 */
public record DeadLettersDone(long done, long left) {}
