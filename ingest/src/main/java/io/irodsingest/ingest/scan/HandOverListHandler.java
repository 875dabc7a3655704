package io.irodsingest.ingest.scan;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.ListTask.ScanListPart;
import java.util.List;
import java.util.stream.IntStream;

/** Hands over a task for each part of a job's list. */
public final class HandOverListHandler implements TaskHandler<HandOverList> {
    /** Tasks that a commit hands over: of more, the script would keep Redis from others for milliseconds. */
    private static final int AT_ONCE = 500;

    private final BatchStore lists;

    /** @param lists has the lists of jobs */
    public HandOverListHandler(BatchStore lists) {
        this.lists = lists;
    }

    @Override
    public Outcome handle(HandOverList task, TaskContext context) throws InterruptedException {
        List<Segment> list = lists.content(context.jobId()).segments();
        if (list.isEmpty()) {
            return new Outcome.JobFailed("the job's list is not in Redis any more; start the job again");
        }
        int parts = list.getFirst().chunks();
        int from = task.handedOver();
        for (; parts - from > AT_ONCE; from += AT_ONCE) {
            context.commitPart(parts(from, from + AT_ONCE), new HandOverList(from + AT_ONCE));
        }
        return parts(from, parts);
    }

    private static Outcome.Done parts(int from, int to) {
        List<Task> parts = IntStream.range(from, to).<Task>mapToObj(ScanListPart::new).toList();
        return new Outcome.Done(Counts.NONE, parts, List.of(), CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(HandOverList task, TaskContext context, String error) {
        return new Outcome.JobFailed("the list could not be handed over: " + error);
    }
}
