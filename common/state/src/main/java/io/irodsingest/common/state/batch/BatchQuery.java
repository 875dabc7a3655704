package io.irodsingest.common.state.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * Which batches are wanted. What is empty may be anything.
 *
 * @param query whether slow queries are wanted; else batches
 * @param op in lower case
 * @param after only those submitted at that time or later
 * @param before only those submitted before that time
 * @param behind the last place of the page before
 * @param limit most places of a page
 */
public record BatchQuery(boolean query, Optional<String> app, Optional<String> op, Optional<Instant> after,
        Optional<Instant> before, Optional<BatchPlace> behind, int limit) {}
