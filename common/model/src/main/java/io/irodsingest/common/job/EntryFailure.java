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
 * @param notice whether it is only told, and no fault, as what a dry run would delete: it makes its task no failed one. Not kept
 *        either
 */
public record EntryFailure(RawPath path, String error, Instant at, Optional<Count> foundAs, boolean notice) {
    /** Of an entry that is not counted again when it is tried again. */
    public EntryFailure(RawPath path, String error, Instant at) {
        this(path, error, at, Optional.empty());
    }

    /** Of a fault. */
    public EntryFailure(RawPath path, String error, Instant at, Optional<Count> foundAs) {
        this(path, error, at, foundAs, false);
    }

    /** Of what is only told. */
    public static EntryFailure notice(RawPath path, String text, Instant at) {
        return new EntryFailure(path, text, at, Optional.empty(), true);
    }
}
