package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.worker.TaskContext;

/** Where the entries of a task's job go. */
final class Targets {
    private Targets() {}

    /** @throws HookFailedException when there is no usable character map; the message is for the user */
    static TargetPaths of(TaskContext context) throws HookFailedException, InterruptedException {
        try {
            return new TargetPaths(IngestSpec.of(context.spec()).source(), IngestSpec.of(context.spec()).target(),
                    EntryPolicy.of(context.policy()).characterMap());
        } catch (IllegalArgumentException useless) {
            throw new HookFailedException(useless.getMessage());
        }
    }
}
