package io.irodsingest.handlerapi.batch;

/**
 * What a batch or query came to.
 *
 * @param rows that were submitted
 * @param succeeded of these
 * @param failed the others
 */
public record BatchSummary(long rows, long succeeded, long failed) {}
