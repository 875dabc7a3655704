package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.worker.TaskContext;
import java.util.Optional;

/**
 * What a call of a processor is told.
 *
 * @param batch the id of the batch or query
 * @param context JSON; {@code null} as a text when nothing was submitted
 * @param limits what whoever submitted it may have
 * @param resources what the application's initializer has opened; empty when there is none
 */
record CallFacts(String batch, Processor processor, String context, Limits limits,
        Optional<AutoCloseable> resources) {
    static CallFacts of(TaskContext context, Optional<AutoCloseable> resources) {
        BatchSpec batch = BatchSpec.of(context.spec());
        return new CallFacts(context.jobId(), batch.processor(), batch.context().orElse("null"),
                context.spec().grant().limits(), resources);
    }
}
