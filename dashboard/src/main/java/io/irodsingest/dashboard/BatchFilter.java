package io.irodsingest.dashboard;

import java.util.Optional;

/**
 * Which batches a page lists.
 *
 * @param status one of {@code BatchView#status}; empty for all
 * @param after what the page before has told as next
 */
public record BatchFilter(Optional<String> app, Optional<String> op, Optional<String> status, Optional<String> after) {
    /** The same from the beginning. */
    public BatchFilter first() {
        return after(Optional.empty());
    }

    public BatchFilter after(Optional<String> place) {
        return new BatchFilter(app, op, status, place);
    }
}
