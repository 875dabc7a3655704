package io.irodsingest.common.job;

import io.irodsingest.common.path.RawPath;
import java.time.Instant;

/**
 * An entry that could not be handled.
 *
 * @param path the entry's full source path
 * @param error one line for the user
 */
public record EntryFailure(RawPath path, String error, Instant at) {}
