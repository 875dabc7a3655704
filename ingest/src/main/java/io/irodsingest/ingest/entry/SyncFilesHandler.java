package io.irodsingest.ingest.entry;

import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.Wish;
import io.irodsingest.common.task.Task.Group;
import io.irodsingest.common.task.Task.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingest.source.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a chunk of entries into the target: looks at each again, then goes to iRODS with all of them together. */
public final class SyncFilesHandler implements TaskHandler<SyncFiles> {
    private final Sources sources;

    public SyncFilesHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(SyncFiles task, TaskContext context) throws InterruptedException {
        Source source = sources.of(context.spec());
        List<Item> items;
        try {
            items = items(task, new TargetPaths(context.spec().source(), context.spec().target(),
                    context.behaviour().characterMap()));
            look(items, context, source);
        } catch (HookFailedException failed) {
            return failed(task, context, failed.getMessage());
        }
        if (items.stream().anyMatch(item -> !item.isDone())) {
            work(context, source, items);
        }
        List<Item> left = items.stream().filter(item -> !item.isDone() && item.isLeftToOther()).toList();
        if (left.isEmpty()) {
            return outcome(task, context, items);
        }
        return new Outcome.Locked(outcome(task, context, items.stream().filter(Item::isDone).toList()),
                new SyncFiles(groups(left), task.retry()), left.getFirst().sourcePath() + ": somebody else writes it");
    }

    private static void work(TaskContext context, Source source, List<Item> items) throws InterruptedException {
        ConnectionLosses<Item> losses = new ConnectionLosses<>(Item::fail);
        Ingest ingest = new Ingest(context, source, items, losses);
        Comparison comparison = new Comparison(context.spec(), source, items, losses);
        try {
            context.irods(session -> losses.run(session, () -> {
                if (context.spec().options().mode().changesNothing()) {
                    comparison.run(session);
                } else {
                    ingest.run(session);
                }
                return null;
            }));
        } catch (IrodsException refused) {
            String error = new Reply(refused.status(), refused.getMessage()).describe();
            items.stream().filter(item -> !item.isDone() && !item.isLeftToOther()).forEach(item -> item.fail(error));
        }
    }

    @Override
    public Outcome failed(SyncFiles task, TaskContext context, String error) {
        List<Item> items = items(task, new TargetPaths(context.spec().source(), context.spec().target()));
        items.forEach(item -> item.fail(error));
        return outcome(task, context, items);
    }

    private static List<Item> items(SyncFiles task, TargetPaths targets) {
        List<Item> items = new ArrayList<>();
        for (Group group : task.groups()) {
            String collection = targets.logicalPath(group.directory());
            for (RawPath name : group.names()) {
                items.add(new Item(items.size(), targets, group, collection, name));
            }
        }
        return items;
    }

    /** Entries are looked at right before their turn: the server takes a size on trust, so the file must have been seen. */
    private static void look(List<Item> items, TaskContext context, Source source)
            throws HookFailedException, InterruptedException {
        DeleteMode deleteMode = context.behaviour().deleteMode();
        boolean withTags = context.behaviour().wantsTags();
        List<Seen> seen = context.untilBack(
                () -> source.look(items.stream().map(Item::sourcePath).toList(), withTags));
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            try {
                Optional<SourceEntry> now = seen.get(i).get();
                if (now.isEmpty() || now.get().stamp().kind() == EntryKind.DIRECTORY) {
                    item.done(Count.VANISHED);
                } else {
                    item.seen(now.get());
                    wish(item, context, deleteMode);
                }
            } catch (IOException unreadable) {
                item.fail(source.describe(unreadable));
            } catch (HookFailedException failed) {
                item.fail(failed.getMessage());
            }
        }
    }

    private static void wish(Item item, TaskContext context, DeleteMode deleteMode)
            throws HookFailedException, InterruptedException {
        Behaviour behaviour = context.behaviour();
        Operation operation = behaviour.operation(item.subject());
        Optional<String> resource = behaviour.resource(item.subject());
        if (operation == Operation.REGISTER_AS_REPLICA_SYNC && resource.isEmpty()) {
            item.fail("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replica");
        } else if (!deleteMode.goesWith(operation)) {
            item.fail("delete mode " + deleteMode + " does not go with operation " + operation);
        }
        item.wish(new Wish(operation, resource),
                operation.registers() ? behaviour.physicalPath(item.subject()) : item.sourcePath());
        // what an earlier try of this task made is there already, and no error
        if (context.spec().options().initialIngest() && !context.mayHaveRunBefore()) {
            item.takeForNew();
        }
    }

    private static Outcome.Done outcome(SyncFiles task, TaskContext context, List<Item> items) {
        boolean changesNothing = context.spec().options().mode().changesNothing();
        Counts.Builder counts = new Counts.Builder();
        Map<Count, Long> bytes = new EnumMap<>(Count.class);
        List<EntryFailure> forGood = new ArrayList<>();
        CacheUpdate.Builder cache = new CacheUpdate.Builder();
        List<Item> failed = new ArrayList<>();
        for (Item item : items) {
            if (item.result() == Count.FAILED && !changesNothing) {
                failed.add(item);
                continue;
            }
            counts.add(item.result());
            if (item.seen() != null && item.stamp().kind() == EntryKind.REGULAR) {
                bytes.merge(item.result(), item.stamp().size(), Long::sum);
            }
            if (changesNothing) {
                item.error().ifPresent(error -> forGood.add(failure(item, error, context)));
            } else if (item.result() != Count.VANISHED) {
                DirectoryKey key = DirectoryKey.of(context.spec(), item.group().directory())
                        .part(item.group().partAfter());
                cache.put(key, item.group().bucketBits(), NameHash.of(item.name()), item.stamp());
            }
        }
        Outcome.Done done = new Outcome.Done(counts.build(), List.of(), forGood, cache.build())
                .withBytes(bytes);
        return failed.isEmpty() ? done : done.withAgain(List.of(again(task, context, failed)));
    }

    /** What failed may be there in part, so that its existence is asked for. */
    private static Outcome.Again again(SyncFiles task, TaskContext context, List<Item> failed) {
        return new Outcome.Again(new SyncFiles(groups(failed), task.retry() + 1), task.retry() + 1,
                failed.stream().map(item -> failure(item, item.error().orElse("it failed"), context)).toList());
    }

    private static List<Group> groups(List<Item> items) {
        Map<Group, List<RawPath>> names = new LinkedHashMap<>();
        items.forEach(item -> names.computeIfAbsent(item.group(), group -> new ArrayList<>()).add(item.name()));
        return names.entrySet().stream().map(entry -> new Group(entry.getKey().directory(),
                entry.getKey().change(), false, entry.getKey().bucketBits(), entry.getValue(),
                entry.getKey().partAfter())).toList();
    }

    private static EntryFailure failure(Item item, String error, TaskContext context) {
        return new EntryFailure(item.sourcePath(), error, context.now());
    }
}
