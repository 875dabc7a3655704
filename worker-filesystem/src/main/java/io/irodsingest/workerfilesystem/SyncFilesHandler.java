package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task.Group;
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

/** Brings a chunk of entries into the target: looks at each again, then goes to iRODS with all of them together. */
final class SyncFilesHandler implements TaskHandler<SyncFiles> {
    @Override
    public Outcome handle(SyncFiles task, TaskContext context) throws InterruptedException {
        TargetPaths targets = new TargetPaths(context.spec().source(), context.spec().target());
        List<Item> items = new ArrayList<>();
        for (Group group : task.groups()) {
            String collection = targets.logicalPath(group.directory());
            group.names().forEach(name -> items.add(look(new Item(targets, group, collection, name))));
        }
        Ingest ingest = new Ingest(context.spec(), items);
        try {
            context.irods(session -> {
                ingest.run(session);
                return null;
            });
        } catch (IrodsException refused) {
            String error = new Reply(refused.status(), refused.getMessage()).describe();
            items.stream().filter(item -> !item.isDone()).forEach(item -> item.fail(error));
        }
        return outcome(task, context, items);
    }

    @Override
    public Outcome failed(SyncFiles task, TaskContext context, String error) {
        TargetPaths targets = new TargetPaths(context.spec().source(), context.spec().target());
        List<Item> items = task.groups().stream().flatMap(group -> group.names().stream()
                .map(name -> new Item(targets, group, targets.logicalPath(group.directory()), name))).toList();
        items.forEach(item -> item.fail(error));
        return outcome(task, context, items);
    }

    /** An entry is looked at right before its turn: the server takes a size on trust, so the file must have been seen. */
    private static Item look(Item item) {
        try {
            Optional<EntryStamp> now = Stat.of(item.physicalPath().toPath());
            if (now.isEmpty() || now.get().kind() == EntryKind.DIRECTORY) {
                item.done(Count.VANISHED);
            } else {
                item.seen(now.get());
            }
        } catch (IOException unreadable) {
            item.fail(Errors.describe(unreadable));
        }
        return item;
    }

    private static Outcome outcome(SyncFiles task, TaskContext context, List<Item> items) {
        Counts.Builder counts = new Counts.Builder();
        List<Item> failed = items.stream().filter(item -> item.result() == Count.FAILED).toList();
        CacheUpdate.Builder cache = new CacheUpdate.Builder();
        for (Item item : items) {
            if (item.result() == Count.FAILED) {
                continue;
            }
            counts.add(item.result());
            if (item.result() != Count.VANISHED) {
                DirectoryKey key = DirectoryKey.of(context.spec(), item.group().directory());
                cache.put(key, item.group().bucketBits(), NameHash.of(item.name()), item.stamp());
            }
        }
        Outcome.Done done = new Outcome.Done(counts.build(), List.of(), List.of(), cache.build());
        return failed.isEmpty() ? done : done.withAgain(again(task, context, failed));
    }

    /** The same work on nothing but what failed. */
    private static Outcome.Again again(SyncFiles task, TaskContext context, List<Item> failed) {
        Map<Group, List<RawPath>> names = new LinkedHashMap<>();
        failed.forEach(item -> names.computeIfAbsent(item.group(), group -> new ArrayList<>()).add(item.name()));
        List<Group> groups = names.entrySet().stream().map(entry -> new Group(entry.getKey().directory(),
                entry.getKey().change(), false, entry.getKey().bucketBits(), entry.getValue())).toList();
        List<EntryFailure> failures = failed.stream()
                .map(item -> new EntryFailure(item.physicalPath(), item.error(), context.now())).toList();
        return new Outcome.Again(new SyncFiles(groups, task.retry() + 1), task.retry() + 1, failures);
    }
}
