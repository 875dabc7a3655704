package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.ingesttasks.IngestTask.RetryFailures;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.IngestTask.StartPass;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** To bring entries of a source in, as a kind of work. */
public final class Ingest implements KindOfWork {
    @Override
    public Map<Lane, List<Class<? extends Task>>> tasks() {
        Map<Lane, List<Class<? extends Task>>> tasks = new LinkedHashMap<>();
        tasks.put(IngestLane.BEGIN, List.of(StartPass.class, RetryFailures.class, FinishPass.class));
        tasks.put(IngestLane.PATH, List.of(ScanDirectories.class, ScanEntries.class, FindLeftovers.class));
        tasks.put(IngestLane.FILE, List.of(SyncFiles.class));
        tasks.put(IngestLane.DELETE,
                List.of(DeleteDataObjects.class, DeleteCollection.class, RemoveCollections.class));
        return tasks;
    }

    @Override
    public List<Count> counts() {
        return IngestCount.ALL;
    }
}
