package io.irodsingest.common.state.batch;

/**
 * Rows of a batch that were submitted together.
 *
 * @param token under which they were staged; no other rows of the batch have it
 * @param chunks how many, numbered from 0
 * @param rows in all of them
 * @param firstLine the line of the first row
 * @param lastLine the line of the last row; lines grow from row to row
 * @param bytes that the chunks take
 */
public record Segment(String token, int chunks, long rows, long firstLine, long lastLine, long bytes) {}
