package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Sources;
import java.util.List;

/** Walks through directories, and hands over what it does not reach. */
public final class ScanDirectoriesHandler implements TaskHandler<ScanDirectories> {
    private final Sources sources;

    public ScanDirectoriesHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(ScanDirectories task, TaskContext context) throws InterruptedException {
        try {
            return new Scan(context, sources.of(context.spec()), task.retry()).run(task.directories());
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        }
    }

    @Override
    public Outcome failed(ScanDirectories task, TaskContext context, String error) {
        ScanFailures failures = ScanFailures.ofDirectories(context, task.retry());
        task.directories().forEach(directory -> failures.directory(directory, error));
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE).withRetryTasks(failures.take());
    }
}
