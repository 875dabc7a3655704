package io.irodsingest.ingest;

import io.irodsingest.ingesttasks.ListTask;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.ingest.scan.FinishPassHandler;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingest.scan.FindLeftoversHandler;
import io.irodsingest.ingest.scan.HandOverListHandler;
import io.irodsingest.ingest.scan.RetryFailuresHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.scan.ScanEntriesHandler;
import io.irodsingest.ingest.scan.ScanListPartHandler;
import io.irodsingest.ingest.scan.ScanPathsHandler;
import io.irodsingest.ingest.scan.StartListHandler;
import io.irodsingest.ingest.scan.StartPassHandler;
import io.irodsingest.ingest.scan.SweepBundlesHandler;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.Ingest;

/** What a worker can do that sees the sources of jobs. */
public final class IngestHandlers {
    private IngestHandlers() {}

    /** @param lists has the lists of jobs that take one */
    public static TaskHandlers of(Sources sources, BatchStore lists) {
        return new TaskHandlers().with(IngestTask.StartPass.class, new StartPassHandler(sources))
                .with(ListTask.StartList.class, new StartListHandler(sources))
                .with(ListTask.HandOverList.class, new HandOverListHandler(lists))
                .with(ListTask.ScanListPart.class, new ScanListPartHandler(sources, lists))
                .with(ListTask.ScanPaths.class, new ScanPathsHandler(sources))
                .with(IngestTask.ScanDirectories.class, new ScanDirectoriesHandler(sources))
                .with(IngestTask.ScanEntries.class, new ScanEntriesHandler(sources))
                .with(IngestTask.FindLeftovers.class, new FindLeftoversHandler(sources))
                .with(IngestTask.SyncFiles.class, new SyncFilesHandler(sources))
                .with(IngestTask.RetryFailures.class, new RetryFailuresHandler(sources))
                .with(IngestTask.SweepBundles.class, new SweepBundlesHandler())
                .with(IngestTask.FinishPass.class, new FinishPassHandler())
                .of(new Ingest())
                .whenReleased(sources::released);
    }
}
