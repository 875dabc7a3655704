package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.ingesttasks.IngestTask.RetryFailures;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.ListTask.ScanListPart;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.ingesttasks.ListTask.StartList;
import io.irodsingest.ingesttasks.IngestTask.StartPass;
import io.irodsingest.ingesttasks.IngestTask.SweepBundles;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** To bring entries of a source in, as a kind of work. */
public final class Ingest implements KindOfWork {
    private static final Map<Lane, List<Class<? extends Task>>> TASKS = new LinkedHashMap<>();

    static {
        TASKS.put(IngestLane.BEGIN, List.of(StartPass.class, StartList.class, RetryFailures.class,
                SweepBundles.class, FinishPass.class));
        TASKS.put(IngestLane.PATH, List.of(ScanDirectories.class, ScanEntries.class, FindLeftovers.class,
                HandOverList.class, ScanListPart.class, ScanPaths.class));
        TASKS.put(IngestLane.FILE, List.of(SyncFiles.class));
        TASKS.put(IngestLane.DELETE,
                List.of(DeleteDataObjects.class, DeleteCollection.class, RemoveCollections.class));
    }

    @Override
    public String name() {
        return IngestSpec.KIND;
    }

    @Override
    public Map<Lane, List<Class<? extends Task>>> tasks() {
        return Collections.unmodifiableMap(TASKS);
    }

    @Override
    public List<Count> counts() {
        return IngestCount.ALL;
    }

    @Override
    public Map<Lane, Lane> feeds() {
        return Map.of(IngestLane.PATH, IngestLane.FILE);
    }

    @Override
    public Measure measure(Count count) {
        return count.equals(IngestCount.BYTES)
                ? Measure.BYTES_FOUND
                : IngestCount.FOUND.contains(count) ? Measure.FOUND : Measure.OUTCOME;
    }
}
