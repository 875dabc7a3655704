package io.irodsingest.ingest.entry;

import io.irodsingest.common.job.Count;

/**
 * What is known of an upload of an entry, which must be verified when it may have become good. {@code ClosedUploads} moves it to
 * Closed before the request that makes it good, also for an upload of a worker that had the task before; {@code Uploads} and
 * {@code ActionExecutor} move it on when they have looked.
 */
sealed interface UploadState {
    None NONE = new None();
    Verified VERIFIED = new Verified();

    /** Nothing was uploaded, or what was is not good. */
    record None() implements UploadState {}

    /** It is about to become good, or may have become so. @param toBecome what the entry counts as when it is right */
    record Closed(Count toBecome) implements UploadState {}

    /** What is in the target is as the source is. */
    record Verified() implements UploadState {}
}
