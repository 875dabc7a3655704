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
    /** Chunks that a commit hands over: of more, the script would keep Redis from others for milliseconds. */
    static final int AT_ONCE = 500;

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
        List<Task> chunks = chunks(content);
        int from = task.handedOver();
        for (; chunks.size() - from > AT_ONCE; from += AT_ONCE) {
            context.commitPart(part(content, chunks, from, from + AT_ONCE), new StartBatch(from + AT_ONCE));
        }
        return part(content, chunks, from, chunks.size());
    }

    private static List<Task> chunks(BatchContent content) {
        List<Task> chunks = new ArrayList<>();
        for (int segment = 0; segment < content.segments().size(); segment++) {
            for (int chunk = 0; chunk < content.segments().get(segment).chunks(); chunk++) {
                chunks.add(new ProcessRows(segment, chunk));
            }
        }
        return chunks;
    }

    /** The first part counts the rows of the whole batch. */
    private static Outcome.Done part(BatchContent content, List<Task> chunks, int from, int to) {
        return new Outcome.Done(from == 0 ? Counts.of(BatchCount.ROWS, content.rows()) : Counts.NONE,
                chunks.subList(from, to), List.of(), CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(StartBatch task, TaskContext context, String error) {
        return new Outcome.JobFailed("the batch could not be begun: " + error);
    }
}
