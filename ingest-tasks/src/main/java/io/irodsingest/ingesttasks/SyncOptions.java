package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.handlerapi.Operation;
import java.util.Objects;
import java.util.Optional;

/**
 * How the entries of an ingest are brought in. Immutable.
 *
 * @param operation what an event handler does not say otherwise
 * @param filesPerTask how many files at most one task handles; at least 1
 * @param ignoreCache treat every entry as one that was never synced
 * @param initialIngest the target is taken for empty: nothing is asked for, and what exists is an error of its entry
 * @param checksum the server computes a checksum of what is uploaded, and it is compared with what was read
 * @param compare how contents are compared of which nothing is remembered; null stands for {@link Compare#QUICK}
 * @param undecodable what becomes of what cannot be registered because its physical path is no text; null stands for
 *     {@link Undecodable#FAIL}
 * @param bundle how small new files are uploaded together; empty when they are not
 */
public record SyncOptions(Operation operation, Mode mode, int filesPerTask, boolean ignoreCache, boolean initialIngest,
        boolean checksum, Compare compare, Undecodable undecodable, Optional<Bundling> bundle) {
    public static final int DEFAULT_FILES_PER_TASK = 50;

    /** @throws InvalidJobException when a task would handle no file */
    public SyncOptions {
        Objects.requireNonNull(operation, "the operation is missing");
        mode = Objects.requireNonNullElse(mode, Mode.APPLY);
        compare = Objects.requireNonNullElse(compare, Compare.QUICK);
        undecodable = Objects.requireNonNullElse(undecodable, Undecodable.FAIL);
        bundle = bundle.filter(Bundling::isOn);
        if (filesPerTask < 1) {
            throw new InvalidJobException("files per task must be at least 1, not " + filesPerTask);
        }
    }

    /** An operation with all that is usual. */
    public static SyncOptions of(Operation operation) {
        return new SyncOptions(operation, Mode.APPLY, DEFAULT_FILES_PER_TASK, false, false, false, Compare.QUICK,
                Undecodable.FAIL, Optional.empty());
    }

    /** The same in another mode. */
    public SyncOptions in(Mode other) {
        return new SyncOptions(operation, other, filesPerTask, ignoreCache, initialIngest, checksum, compare,
                undecodable, bundle);
    }

    /** The same with tasks of another size. */
    public SyncOptions filesPerTask(int most) {
        return new SyncOptions(operation, mode, most, ignoreCache, initialIngest, checksum, compare, undecodable,
                bundle);
    }

    /** The same with every entry as one that was never synced. */
    public SyncOptions ignoringCache() {
        return new SyncOptions(operation, mode, filesPerTask, true, initialIngest, checksum, compare, undecodable,
                bundle);
    }

    /** The same with checksums of what is uploaded, or without. */
    public SyncOptions checksum(boolean wanted) {
        return new SyncOptions(operation, mode, filesPerTask, ignoreCache, initialIngest, wanted, compare, undecodable,
                bundle);
    }

    /** The same with another way to compare. */
    public SyncOptions comparing(Compare other) {
        return new SyncOptions(operation, mode, filesPerTask, ignoreCache, initialIngest, checksum, other, undecodable,
                bundle);
    }

    /** The same with another way with undecodable paths. */
    public SyncOptions withUndecodable(Undecodable other) {
        return new SyncOptions(operation, mode, filesPerTask, ignoreCache, initialIngest, checksum, compare, other,
                bundle);
    }

    /** The same with small new files uploaded together, or not. */
    public SyncOptions bundling(Bundling other) {
        return new SyncOptions(operation, mode, filesPerTask, ignoreCache, initialIngest, checksum, compare,
                undecodable,
                Optional.of(other));
    }

    /** Whether small new files are uploaded together. */
    public Bundling bundling() {
        return bundle.orElse(Bundling.OFF);
    }
}
