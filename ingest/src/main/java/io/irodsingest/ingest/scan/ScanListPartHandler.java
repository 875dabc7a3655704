package io.irodsingest.ingest.scan;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.ListTask.ScanListPart;
import io.irodsingest.ingesttasks.PathListPart;
import java.util.List;

/** Looks at the paths of a part of a job's list. */
public final class ScanListPartHandler implements TaskHandler<ScanListPart> {
    private final Sources sources;
    private final BatchStore lists;

    /** @param lists has the lists of jobs */
    public ScanListPartHandler(Sources sources, BatchStore lists) {
        this.sources = sources;
        this.lists = lists;
    }

    @Override
    public Outcome handle(ScanListPart task, TaskContext context) throws InterruptedException {
        List<RawPath> paths = paths(task, context);
        context.ifCutOff(error -> ListedScan.failed(context, paths, 0, error));
        return ListedScan.run(context, sources, paths, 0);
    }

    /** @throws JobFailedException when they are not there any more, or damaged */
    private List<RawPath> paths(ScanListPart task, TaskContext context) throws InterruptedException {
        List<Segment> list = lists.content(context.jobId()).segments();
        byte[] part = list.isEmpty()
                ? null
                : lists.rows(context.jobId(), list.getFirst(), task.part()).orElse(null);
        if (part == null) {
            throw new JobFailedException("the job's list is not in Redis any more; start the job again");
        }
        try {
            return PathListPart.decode(part);
        } catch (IllegalArgumentException damaged) {
            throw new JobFailedException("part " + task.part() + " of the job's list: " + damaged.getMessage(),
                    damaged);
        }
    }

    @Override
    public Outcome failed(ScanListPart task, TaskContext context, String error) {
        return new Outcome.JobFailed("part " + task.part() + " of the job's list cannot be read: " + error);
    }
}
