package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.Group;
import io.irodsingest.common.task.Task.RetryFailures;
import io.irodsingest.common.task.Task.ScanDirectories;
import io.irodsingest.common.task.Task.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the kept failures of a job page by page and hands them out again: files to be synced, directories to be scanned. */
final class RetryFailuresHandler implements TaskHandler<RetryFailures> {
    private static final int PAGE = 1000;

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

    private static Outcome.Done handOut(TaskContext context, List<EntryFailure> page) throws InterruptedException {
        RawPath source = context.spec().source();
        List<RawPath> directories = new ArrayList<>();
        Map<RawPath, List<RawPath>> names = new LinkedHashMap<>();
        for (EntryFailure failure : page) {
            RawPath path = relative(source, failure.path());
            if (path.isEmpty() || isDirectory(failure.path())) {
                directories.add(path);
            } else {
                int slash = path.encoded().lastIndexOf('/');
                RawPath parent = slash < 0 ? RawPath.EMPTY : new RawPath(path.encoded().substring(0, slash));
                names.computeIfAbsent(parent, directory -> new ArrayList<>())
                        .add(new RawPath(path.encoded().substring(slash + 1)));
            }
        }
        List<Task> children = new ArrayList<>(
                directories.stream().map(path -> new ScanDirectories(List.of(new Directory(path, false, 0)))).toList());
        children.addAll(syncs(context, names));
        return new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE)
                .withTaken(page.stream().map(EntryFailure::path).toList());
    }

    private static List<Task> syncs(TaskContext context, Map<RawPath, List<RawPath>> names)
            throws InterruptedException {
        Map<RawPath, Integer> layouts = layouts(context, List.copyOf(names.keySet()));
        int most = context.spec().filesPerTask();
        List<Task> tasks = new ArrayList<>();
        names.forEach((directory, all) -> {
            for (int from = 0; from < all.size(); from += most) {
                List<RawPath> some = all.subList(from, Math.min(all.size(), from + most));
                tasks.add(new SyncFiles(
                        List.of(new Group(directory, Change.CONTENT, false, layouts.get(directory), some)), 0));
            }
        });
        return tasks;
    }

    /** In how many buckets what is remembered of directories lies. */
    private static Map<RawPath, Integer> layouts(TaskContext context, List<RawPath> directories)
            throws InterruptedException {
        List<Bucket> buckets = directories.stream()
                .map(directory -> new Bucket(DirectoryKey.of(context.spec(), directory), 0)).toList();
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

    /** What cannot be looked at is left to the task, which will say why. */
    private static boolean isDirectory(RawPath path) {
        try {
            Optional<EntryStamp> now = Stat.of(path.toPath());
            return now.isPresent() && now.get().kind() == EntryKind.DIRECTORY;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
