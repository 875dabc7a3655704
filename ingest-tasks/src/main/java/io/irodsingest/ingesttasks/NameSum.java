package io.irodsingest.ingesttasks;

/**
 * What tells whether a directory has the same names as before.
 *
 * @param sum of their hashes
 */
public record NameSum(long count, long sum) {}
