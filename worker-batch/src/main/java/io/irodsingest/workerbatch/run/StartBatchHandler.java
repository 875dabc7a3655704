package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.batchtasks.BatchTask.StartBatch;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.workerbatch.output.Deliveries;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows of a batch, and hands over each chunk of them. */
public final class StartBatchHandler implements TaskHandler<StartBatch> {
    private final BatchStore batches;
    private final Deliveries deliveries;

    public StartBatchHandler(BatchStore batches, Deliveries deliveries) {
        this.batches = batches;
        this.deliveries = deliveries;
    }

    @Override
    public Outcome handle(StartBatch task, TaskContext context) throws InterruptedException {
        deliveries.check(context.spec());
        BatchContent content = batches.content(context.jobId());
        if (content.rows() == 0) {
            return new Outcome.JobFailed("the batch has no rows");
        }
        List<Task> chunks = new ArrayList<>();
        for (int segment = 0; segment < content.segments().size(); segment++) {
            for (int chunk = 0; chunk < content.segments().get(segment).chunks(); chunk++) {
                chunks.add(new ProcessRows(segment, chunk));
            }
        }
        return new Outcome.Done(Counts.of(BatchCount.ROWS, content.rows()), chunks, List.of(), CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(StartBatch task, TaskContext context, String error) {
        return new Outcome.JobFailed("the batch could not be begun: " + error);
    }
}
