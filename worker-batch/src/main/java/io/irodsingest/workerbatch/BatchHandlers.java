package io.irodsingest.workerbatch;

import io.irodsingest.batchtasks.BatchTask;
import io.irodsingest.batchtasks.Batches;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.workerbatch.output.AssembleFilesHandler;
import io.irodsingest.workerbatch.output.Deliveries;
import io.irodsingest.workerbatch.output.DeliverFilesHandler;
import io.irodsingest.workerbatch.output.OutputStore;
import io.irodsingest.workerbatch.plugin.Applications;
import io.irodsingest.workerbatch.run.AnswerQueryHandler;
import io.irodsingest.workerbatch.run.BatchParts;
import io.irodsingest.workerbatch.run.MarkDoneHandler;
import io.irodsingest.workerbatch.run.ProcessRowsHandler;
import io.irodsingest.workerbatch.run.StartBatchHandler;
import java.time.Duration;

/** What this kind of worker can do. */
public final class BatchHandlers {
    private BatchHandlers() {}

    /** @param batches rows and results of all batches */
    public static TaskHandlers create(BatchStore batches, JobStore jobs, BatchSettings settings) {
        return create(batches, jobs, settings, BatchParts.PART_INTERVAL);
    }

    /** @param partInterval results of a chunk that takes longer are written in parts */
    static TaskHandlers create(BatchStore batches, JobStore jobs, BatchSettings settings, Duration partInterval) {
        Applications applications = new Applications(settings.registry(), settings.environment());
        BatchParts parts = new BatchParts(batches, jobs, settings.registry(), applications,
                partInterval);
        OutputStore store = settings.store().open();
        Deliveries deliveries = new Deliveries(settings.roots(), store);
        return new TaskHandlers().with(BatchTask.StartBatch.class, new StartBatchHandler(batches, deliveries))
                .with(BatchTask.ProcessRows.class, new ProcessRowsHandler(parts))
                .with(BatchTask.AssembleFiles.class, new AssembleFilesHandler(batches, deliveries))
                .with(BatchTask.MarkDone.class, new MarkDoneHandler<>(parts))
                .with(BatchTask.AnswerQuery.class, new AnswerQueryHandler(parts, deliveries, settings.mostQueryBytes()))
                .with(BatchTask.DeliverFiles.class, new DeliverFilesHandler(batches, deliveries))
                .with(BatchTask.MarkAnswered.class, new MarkDoneHandler<>(parts))
                .of(new Batches()).using(applications).using(store);
    }
}
