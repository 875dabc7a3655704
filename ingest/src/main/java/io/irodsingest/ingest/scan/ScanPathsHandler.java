package io.irodsingest.ingest.scan;

import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;

/** Looks again at some paths of a list. */
public final class ScanPathsHandler implements TaskHandler<ScanPaths> {
    private final Sources sources;

    public ScanPathsHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(ScanPaths task, TaskContext context) throws InterruptedException {
        return ListedScan.run(context, sources, task.paths(), task.retry());
    }

    @Override
    public Outcome failed(ScanPaths task, TaskContext context, String error) {
        return ListedScan.failed(context, task.paths(), task.retry(), error);
    }
}
