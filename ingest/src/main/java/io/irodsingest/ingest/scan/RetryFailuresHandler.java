package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.IngestTask.RetryFailures;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the kept failures of a job page by page and hands them out again: files to be synced, directories to be looked at and
 * scanned, and what the source does not have to be deleted, if that is what failed.
 */
public final class RetryFailuresHandler implements TaskHandler<RetryFailures> {
    private static final int PAGE = 1000;

    private final Sources sources;

    public RetryFailuresHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(RetryFailures task, TaskContext context) throws InterruptedException {
        List<EntryFailure> page = context.failuresToRetry(PAGE);
        Outcome.Done part = handOut(context, page);
        while (page.size() == PAGE) {
            context.commitPart(part, task);
            page = context.failuresToRetry(PAGE);
            part = handOut(context, page);
        }
        return part;
    }

    @Override
    public Outcome failed(RetryFailures task, TaskContext context, String error) {
        return new Outcome.JobFailed("the failures could not be handed out again: " + error);
    }

    private Outcome.Done handOut(TaskContext context, List<EntryFailure> page) throws InterruptedException {
        Excluded excluded = new Excluded(IngestSpec.of(context.spec()).from().exclusions());
        Counts.Builder counts = new Counts.Builder();
        List<Task> children = new ArrayList<>();
        Map<RawPath, List<RawPath>> files = new LinkedHashMap<>();
        Map<RawPath, List<RawPath>> others = new LinkedHashMap<>();
        List<RawPath> gone = new ArrayList<>();
        boolean listed = IngestSpec.of(context.spec()).from().listed();
        boolean whole = false;
        Source source = sources.of(context.spec());
        List<Seen> seen = context.untilBack(() -> source.look(page.stream().map(EntryFailure::path).toList(), false));
        for (int i = 0; i < page.size(); i++) {
            RawPath path = relative(IngestSpec.of(context.spec()).source(), page.get(i).path());
            if (path.isEmpty()) {
                children.add(listed
                        ? new HandOverList(0)
                        : new ScanDirectories(List.of(new Directory(path, false, 0)), 0));
                whole = true;
                continue;
            }
            try {
                Optional<EntryKind> now = seen.get(i).get().map(entry -> entry.stamp().kind());
                if (now.isEmpty()) {
                    gone.add(path);
                } else if (excluded.contains(page.get(i).path(), now.get())) {
                    counts.add(IngestCount.EXCLUDED);
                } else {
                    add(now.get() == EntryKind.DIRECTORY || listed && !isReached(context, source, path)
                            ? others
                            : files, path);
                }
            } catch (IOException unreadable) {
                add(others, path);
            }
        }
        Map<RawPath, Integer> layouts = layouts(context, Stream.concat(files.keySet().stream(),
                others.keySet().stream()).distinct().toList());
        int most = IngestSpec.of(context.spec()).sync().filesPerTask();
        files.forEach((directory, names) -> divide(names, most).forEach(some -> children.add(new SyncFiles(
                List.of(new EntryGroup(directory, Change.CONTENT, false, layouts.get(directory), some)), 0))));
        others.forEach((directory, names) -> divide(names, most)
                .forEach(some -> children.add(listed
                        ? new ScanPaths(some.stream().map(directory::resolve).toList(), 0)
                        : new ScanEntries(directory, layouts.get(directory), some, Optional.empty(), 0))));
        List<Task> deletions = new FailedDeletions(context, source).find(gone, counts);
        if (!whole) {
            // a scan of all deletes them, and what is deleted on two ways counts twice against --max-delete
            children.addAll(deletions);
        }
        return new Outcome.Done(counts.build(), children, List.of(), CacheUpdate.NONE)
                .withTaken(page.stream().map(EntryFailure::path).toList());
    }

    /** Whether all that a listed path is said to be in are directories, and none is a link: else it is looked at as when it was listed. */
    private static boolean isReached(TaskContext context, Source source, RawPath path) throws InterruptedException {
        for (RawPath above = path.parent(); !above.isEmpty(); above = above.parent()) {
            RawPath directory = IngestSpec.of(context.spec()).source().resolve(above);
            try {
                if (context.untilBack(() -> source.directory(directory))
                        .filter(seen -> seen.kind() == EntryKind.DIRECTORY).isEmpty()) {
                    return false;
                }
            } catch (IOException unreadable) {
                return false;
            }
        }
        return true;
    }

    private static void add(Map<RawPath, List<RawPath>> names, RawPath path) {
        names.computeIfAbsent(path.parent(), directory -> new ArrayList<>()).add(path.name());
    }

    private static List<List<RawPath>> divide(List<RawPath> names, int most) {
        List<List<RawPath>> parts = new ArrayList<>();
        for (int from = 0; from < names.size(); from += most) {
            parts.add(names.subList(from, Math.min(names.size(), from + most)));
        }
        return parts;
    }

    /** In how many buckets what is remembered of directories lies. */
    private static Map<RawPath, Integer> layouts(TaskContext context, List<RawPath> directories)
            throws InterruptedException {
        List<Bucket> buckets = directories.stream()
                .map(directory -> new Bucket(DirectoryKey.of(IngestSpec.of(context.spec()), directory), 0)).toList();
        Map<Bucket, Map<NameHash, EntryStamp>> remembered = context.cache().read(buckets);
        Map<RawPath, Integer> layouts = new LinkedHashMap<>();
        for (int i = 0; i < buckets.size(); i++) {
            EntryStamp layout = remembered.getOrDefault(buckets.get(i), Map.of()).get(SyncCache.LAYOUT);
            layouts.put(directories.get(i), layout == null ? 0 : layout.bucketBits());
        }
        return layouts;
    }

    private static RawPath relative(RawPath source, RawPath path) {
        String rest = path.encoded().substring(source.encoded().length());
        return new RawPath(rest.startsWith("/") ? rest.substring(1) : rest);
    }
}
