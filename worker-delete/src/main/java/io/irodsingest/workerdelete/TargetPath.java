package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.worker.TaskContext;
import java.util.Optional;

/** Paths below a job's target. Nothing else is ever deleted. */
final class TargetPath {
    private TargetPath() {}

    /** @throws IllegalArgumentException for the target itself and for whatever is not below it */
    static String below(IngestSpec spec, String path) {
        if (!path.startsWith(spec.target() + '/') || path.endsWith("/")) {
            throw new IllegalArgumentException(path + " is not below the target " + spec.target()
                    + " and is never deleted");
        }
        return path;
    }

    /** What an event handler is told of something that is deleted. */
    static HookTarget subject(IngestSpec spec, String path) {
        return new HookTarget(wouldBe(spec, path), path, Optional.empty());
    }

    static EntryFailure failure(TaskContext context, String path, String error) {
        return new EntryFailure(wouldBe(IngestSpec.of(context.spec()), path), error, context.now());
    }

    /** Where it would be in the source. */
    private static RawPath wouldBe(IngestSpec spec, String path) {
        String relative = path.length() > spec.target().length() ? path.substring(spec.target().length() + 1) : "";
        return spec.source().resolve(RawPath.ofText(relative));
    }

    /** What a dry run names instead of deleting it; it is kept among the failures, and is none. */
    static EntryFailure wouldBeDeleted(TaskContext context, String what, String path) {
        return EntryFailure.notice(wouldBe(IngestSpec.of(context.spec()), path),
                what + ' ' + path + " would be deleted",
                context.now());
    }
}
