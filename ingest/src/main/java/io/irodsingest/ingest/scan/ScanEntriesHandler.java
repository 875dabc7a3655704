package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks again at some entries of a directory, as a scan of the directory does at all of them. */
public final class ScanEntriesHandler implements TaskHandler<ScanEntries> {
    private final Sources sources;

    public ScanEntriesHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(ScanEntries task, TaskContext context) throws InterruptedException {
        DirectoryKey key = DirectoryKey.of(IngestSpec.of(context.spec()), task.directory());
        Source source = sources.of(context.spec());
        try (Listing listing = source.some(directory(task), key, task.names())) {
            ScanCommit commit = new ScanCommit(context, ScanFailures.ofEntries(context, task.retry()));
            EntryScan entries = new EntryScan(context, source, Targets.of(context), SyncTag.of(context), commit);
            Map<Bucket, Map<NameHash, EntryStamp>> remembered = context.cache().read(listing.names().stream()
                    .map(name -> new Bucket(listing.key(), name.hash().bucket(task.bucketBits()))).distinct().toList());
            entries.look(listing, task.bucketBits(), listing.names(), remembered);
            return commit.take(entries.makeCollections());
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        }
    }

    @Override
    public Outcome failed(ScanEntries task, TaskContext context, String error) {
        ScanFailures failures = ScanFailures.ofEntries(context, task.retry());
        task.names().forEach(name -> failures.entry(directory(task), task.bucketBits(), name, error));
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE).withRetryTasks(failures.take());
    }

    private static Directory directory(ScanEntries task) {
        return new Directory(task.directory(), false, 0,
                task.partAfter().map(after -> new DirectoryPart(after, Optional.empty())));
    }
}
