package io.irodsingest.ingest;

import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.FinishPassHandler;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingest.scan.FindLeftoversHandler;
import io.irodsingest.ingest.scan.RetryFailuresHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.scan.ScanEntriesHandler;
import io.irodsingest.ingest.scan.StartPassHandler;
import io.irodsingest.ingest.source.Sources;

/** What a worker can do that sees the sources of jobs. */
public final class IngestHandlers {
    private IngestHandlers() {}

    public static TaskHandlers of(Sources sources) {
        return new TaskHandlers().with(Task.StartPass.class, new StartPassHandler(sources))
                .with(Task.ScanDirectories.class, new ScanDirectoriesHandler(sources))
                .with(Task.ScanEntries.class, new ScanEntriesHandler(sources))
                .with(Task.FindLeftovers.class, new FindLeftoversHandler(sources))
                .with(Task.SyncFiles.class, new SyncFilesHandler(sources))
                .with(Task.RetryFailures.class, new RetryFailuresHandler(sources))
                .with(Task.FinishPass.class, new FinishPassHandler())
                .whenReleased(sources::released);
    }
}
