package io.irodsingest.common.state.batch;

import java.time.Instant;

/**
 * Where a batch stands in the list of batches, the newest first.
 *
 * @param jobId of its job
 * @param query whether it is a slow query
 */
public record BatchPlace(Instant submitted, String jobId, String app, String op, boolean query) {}
