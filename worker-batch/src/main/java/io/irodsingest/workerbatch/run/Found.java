package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.common.worker.PostponedException;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.workerbatch.plugin.LoadedProcessor;
import java.time.Duration;

/**
 * A task's processor, and what its call is told.
 *
 * @param task how long the task may take
 * @param maxRetries how often a row may be put back
 */
record Found<T extends LoadedProcessor>(T processor, CallFacts facts, Duration task, int maxRetries) {

    /**
     * @throws PostponedException when this worker does not have the processor, or its application cannot be opened now: others may
     *         fare better
     */
    static <T extends LoadedProcessor> Found<T> of(BatchParts parts, TaskContext context, Class<T> kind)
            throws InterruptedException {
        Processor wanted = BatchSpec.of(context.spec()).processor();
        T processor = parts.registry().find(wanted, kind)
                .orElseThrow(() -> new PostponedException("a worker that has the processor " + wanted));
        CallFacts facts = CallFacts.of(context, parts.applications().resources(wanted.app()));
        try {
            return new Found<>(processor, facts, context.policy().timeout(), context.policy().maxRetries());
        } catch (HookFailedException unknown) {
            throw new JobFailedException(unknown.getMessage(), unknown);
        }
    }
}
