package io.irodsingest.workerfilesystem;

import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.FinishPassHandler;
import io.irodsingest.common.worker.TaskHandlers;

/** What this kind of worker can do. */
public final class FilesystemHandlers {
    private FilesystemHandlers() {}

    public static TaskHandlers create() {
        return new TaskHandlers().with(Task.StartPass.class, new StartPassHandler())
                .with(Task.ScanDirectories.class, new ScanDirectoriesHandler())
                .with(Task.ScanEntries.class, new ScanEntriesHandler())
                .with(Task.SyncFiles.class, new SyncFilesHandler())
                .with(Task.RetryFailures.class, new RetryFailuresHandler())
                .with(Task.FinishPass.class, new FinishPassHandler());
    }
}
