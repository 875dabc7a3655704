package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingest.SyncTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the outcome of a task of what came of its items: counts, failures, and what is remembered. For one thread. */
final class SyncResults {
    private final TaskContext context;
    private final SyncTag tag;
    private final int retry;
    private final List<SyncItem> all;
    private final DeleteMode deleteMode;

    /**
     * @param tag of what is remembered
     * @param deleteMode whether what stands in the way of an entry is deleted
     * @param retry how often the items have failed before
     * @param all the items of the task that have no result yet
     */
    SyncResults(TaskContext context, SyncTag tag, DeleteMode deleteMode, int retry, List<SyncItem> all) {
        this.deleteMode = deleteMode;
        this.context = context;
        this.tag = tag;
        this.retry = retry;
        this.all = all;
    }

    /** Of items that all have a result. */
    Outcome.Done of(List<SyncItem> items) {
        boolean changesNothing = IngestSpec.of(context.spec()).mode().changesNothing();
        Counts.Builder counts = new Counts.Builder();
        Map<Count, Long> bytes = new HashMap<>();
        List<EntryFailure> forGood = new ArrayList<>();
        CacheUpdate.Builder cache = new CacheUpdate.Builder();
        List<SyncItem> failed = new ArrayList<>();
        List<Task> deletions = new ArrayList<>();
        // entries of a group have it in common, and to make it for each of them took a tenth of the worker's time
        Map<EntryGroup, DirectoryKey> directories = new IdentityHashMap<>();
        for (SyncItem item : items) {
            if (item.hasCollectionInItsPlace()) {
                makeWay(item).ifPresent(deletions::add);
            }
            Count result = item.result().orElseThrow();
            if (result.equals(Count.FAILED) && !changesNothing) {
                failed.add(item);
                continue;
            }
            counts.add(result);
            if (item.seen() != null && item.stamp().kind() == EntryKind.REGULAR) {
                bytes.merge(result, item.stamp().size(), Long::sum);
            }
            if (changesNothing) {
                item.error().ifPresent(error -> forGood.add(failure(context, item, error)));
            } else if (item.isToRemember()) {
                cache.put(directories.computeIfAbsent(item.group(), this::key), item.group().bucketBits(),
                        NameHash.of(item.name()), tag.on(item.stamp()));
            }
        }
        Outcome.Done done = new Outcome.Done(counts.build(), deletions, forGood, cache.build()).withBytes(bytes);
        return failed.isEmpty() ? done : done.withRetryTasks(List.of(again(context, retry, failed)));
    }

    private DirectoryKey key(EntryGroup group) {
        return DirectoryKey.of(IngestSpec.of(context.spec()), group.directory()).part(group.partAfter());
    }

    /** What a directory left that became something else: the source no longer has it, so a job that deletes deletes it. */
    private Optional<Task> makeWay(SyncItem item) {
        if (deleteMode == DeleteMode.DO_NOT_DELETE) {
            item.fail(item.error().orElseThrow() + "; a job with a delete mode deletes it first");
            return Optional.empty();
        }
        item.fail(item.error().orElseThrow()
                + "; it is deleted, and the entry comes in when it is tried again or the job runs next");
        // a later try finds what the first one has handed over
        return retry == 0 ? Optional.of(new DeleteCollection(item.logicalPath(), "", 0)) : Optional.empty();
    }

    /**
     * When the task was cut off while it was at some of its items. What has a result keeps it. An item that the task was at alone
     * has failed; of several nobody can say which one it was, so that each gets a task of its own and all the time.
     *
     * @param atWork items that the task was at
     */
    Outcome cutOff(List<SyncItem> atWork, String error) {
        List<SyncItem> open = atWork.stream().filter(item -> !item.isDone()).toList();
        if (atWork.size() == 1) {
            open.forEach(item -> item.fail(error));
        }
        List<Task> children = new ArrayList<>();
        open.stream().filter(item -> !item.isDone()).forEach(item -> children.add(askingTask(List.of(item), retry)));
        if (atWork.size() < all.size()) {
            children.add(task(all.subList(atWork.size(), all.size()), retry));
        }
        Outcome.Done done = of(atWork.stream().filter(SyncItem::isDone).toList());
        children.addAll(done.children());
        return new Outcome.Done(done.counts(), children, done.failures(), done.cache())
                .withRetryTasks(done.retryTasks())
                .withBytes(done.bytes());
    }

    /**
     * What is finished, when the task is given up. With hooks, what they were told of goes with the task as it is.
     *
     * @param atWork items that the task was at
     */
    Optional<Outcome.Part> reached(List<SyncItem> atWork) {
        List<SyncItem> done = atWork.stream().filter(SyncItem::isDone).toList();
        if (done.isEmpty() || new ObjectHooks(context).areWanted()) {
            return Optional.empty();
        }
        List<SyncItem> open = new ArrayList<>(atWork.stream().filter(item -> !item.isDone()).toList());
        open.addAll(all.subList(atWork.size(), all.size()));
        return Optional.of(new Outcome.Part(of(done), askingTask(open, retry)));
    }

    /**
     * When something is left to another worker, which may have the same task: what is finished, and a task for all the rest.
     *
     * @param atWork items that the task was at
     * @return empty when nothing is left
     */
    Optional<Outcome> locked(List<SyncItem> atWork) {
        List<SyncItem> left = atWork.stream().filter(item -> !item.isDone() && item.isLeftToOther()).toList();
        if (left.isEmpty()) {
            return Optional.empty();
        }
        List<SyncItem> open = new ArrayList<>(left);
        open.addAll(all.subList(atWork.size(), all.size()));
        return Optional
                .of(new Outcome.Locked(of(atWork.stream().filter(SyncItem::isDone).toList()), askingTask(open, retry),
                        left.getFirst().sourcePath() + ": somebody else writes it"));
    }

    /** Of a task that could not begin. */
    static Outcome.Done failed(TaskContext context, int retry, List<SyncItem> items, String error) {
        items.forEach(item -> item.fail(error));
        return new SyncResults(context, SyncTag.NOTHING, DeleteMode.DO_NOT_DELETE, retry, items).of(items);
    }

    /** A task for some items. */
    static SyncFiles task(List<SyncItem> items, int retry) {
        Map<EntryGroup, List<RawPath>> names = new LinkedHashMap<>();
        items.forEach(item -> names.computeIfAbsent(item.group(), group -> new ArrayList<>()).add(item.name()));
        return new SyncFiles(names.entrySet().stream().map(entry -> group(entry.getKey(), entry.getValue(),
                entry.getKey().newCollection())).toList(), retry);
    }

    private static EntryGroup group(EntryGroup like, List<RawPath> names, boolean newCollection) {
        return new EntryGroup(like.directory(), like.change(), newCollection, like.bucketBits(), names,
                like.partAfter());
    }

    /** What failed may be there in part, so that its existence is asked for. */
    private static Outcome.RetryTask again(TaskContext context, int retry, List<SyncItem> failed) {
        return new Outcome.RetryTask(askingTask(failed, retry + 1), retry + 1,
                failed.stream().map(item -> failure(context, item, item.error().orElse("it failed"))).toList());
    }

    private static SyncFiles askingTask(List<SyncItem> items, int retry) {
        SyncFiles task = task(items, retry);
        return new SyncFiles(task.groups().stream().map(group -> group(group, group.names(), false)).toList(), retry);
    }

    private static EntryFailure failure(TaskContext context, SyncItem item, String error) {
        return new EntryFailure(item.sourcePath(), error, context.now());
    }
}
