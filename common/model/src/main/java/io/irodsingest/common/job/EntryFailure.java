package io.irodsingest.common.job;

import io.irodsingest.common.path.RawPath;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry that could not be handled.
 *
 * @param path the entry's full source path
 * @param error one line for the user
 * @param at by the clock of the worker
 * @param foundAs what the entry was counted as when it was found, if whoever tries it again finds and counts it once more; not
 *        kept for those who read failures
 */
public record EntryFailure(RawPath path, String error, Instant at, Optional<Count> foundAs) {
    /** Of an entry that is not counted again when it is tried again. */
    public EntryFailure(RawPath path, String error, Instant at) {
        this(path, error, at, Optional.empty());
    }
}
