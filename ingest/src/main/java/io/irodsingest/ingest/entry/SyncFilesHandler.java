package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.ingesttasks.Undecodable;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.Wish;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a chunk of entries into the target: looks at each again, then goes to iRODS with all of them together, or, where that
 * would be many bytes, with a portion after the other.
 */
public final class SyncFilesHandler implements TaskHandler<SyncFiles> {
    /** So many bytes are uploaded at most, but for a single entry, before it is committed that they were. */
    private static final long PORTION = 256L * 1024 * 1024;

    private final Sources sources;

    public SyncFilesHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(SyncFiles task, TaskContext context) throws InterruptedException {
        Source source = sources.of(context.spec());
        TargetPaths targets;
        DeleteMode deleteMode;
        boolean withTags;
        try {
            deleteMode = EntryPolicy.of(context.policy()).deleteMode();
            withTags = EntryPolicy.of(context.policy()).wantsTags();
            targets = new TargetPaths(IngestSpec.of(context.spec()).source(), IngestSpec.of(context.spec()).target(),
                    EntryPolicy.of(context.policy()).characterMap());
        } catch (HookFailedException failed) {
            return failed(task, context, failed.getMessage());
        }
        SyncTag tag = SyncTag.of(context);
        SyncFiles rest = task;
        while (true) {
            List<SyncItem> items = items(rest, targets);
            SyncResults results = new SyncResults(context, tag, deleteMode, rest.retry(), items);
            context.ifCutOff(error -> results.cutOff(items, error));
            look(items, context, source, deleteMode, withTags);
            List<SyncItem> portion = portion(items);
            context.ifCutOff(error -> results.cutOff(portion, error));
            context.whenGivenUp(() -> results.reached(portion));
            if (portion.stream().anyMatch(item -> !item.isDone())) {
                work(context, source, portion);
            }
            Optional<Outcome> locked = results.locked(portion);
            if (locked.isPresent()) {
                return locked.get();
            }
            Outcome.Done done = results.of(portion);
            if (portion.size() == items.size()) {
                return done;
            }
            rest = SyncResults.task(items.subList(portion.size(), items.size()), rest.retry());
            context.commitPart(done, rest);
        }
    }

    /** The first items, until they are as many bytes as are to be uploaded before a commit; one at least. */
    private static List<SyncItem> portion(List<SyncItem> items) {
        long bytes = 0;
        for (int i = 0; i < items.size(); i++) {
            SyncItem item = items.get(i);
            bytes += item.isDone() || !item.wish().operation().uploads() ? 0 : item.entry().bytes();
            if (i > 0 && bytes > PORTION) {
                return items.subList(0, i);
            }
        }
        return items;
    }

    private static void work(TaskContext context, Source source, List<SyncItem> items) throws InterruptedException {
        ConnectionLosses<SyncItem> losses = new ConnectionLosses<>(SyncItem::fail);
        SyncRun ingest = new SyncRun(context, source, items, losses);
        Comparison comparison = new Comparison(IngestSpec.of(context.spec()), source, items, losses);
        try {
            context.irods(session -> losses.run(session, () -> {
                if (IngestSpec.of(context.spec()).mode().changesNothing()) {
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
        List<SyncItem> items = items(task,
                new TargetPaths(IngestSpec.of(context.spec()).source(), IngestSpec.of(context.spec()).target()));
        return SyncResults.failed(context, task.retry(), items, error);
    }

    private static List<SyncItem> items(SyncFiles task, TargetPaths targets) {
        List<SyncItem> items = new ArrayList<>();
        for (EntryGroup group : task.groups()) {
            String collection = targets.logicalPath(group.directory());
            for (RawPath name : group.names()) {
                items.add(new SyncItem(items.size(), targets, group, collection, name));
            }
        }
        return items;
    }

    /** Entries are looked at right before their turn: the server takes a size on trust, so the file must have been seen. */
    private static void look(List<SyncItem> items, TaskContext context, Source source, DeleteMode deleteMode,
            boolean withTags) throws InterruptedException {
        List<Seen> seen = context.untilBack(
                () -> source.look(items.stream().map(SyncItem::sourcePath).toList(), withTags));
        for (int i = 0; i < items.size(); i++) {
            SyncItem item = items.get(i);
            try {
                Optional<SourceEntry> now = seen.get(i).get();
                if (now.isEmpty() || now.get().stamp().kind() == EntryKind.DIRECTORY) {
                    item.done(IngestCount.VANISHED);
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

    private static void wish(SyncItem item, TaskContext context, DeleteMode deleteMode)
            throws HookFailedException, InterruptedException {
        EntryPolicy policy = EntryPolicy.of(context.policy());
        Operation operation = policy.operation(item.subject());
        Optional<String> resource = policy.resource(item.subject());
        if (operation == Operation.REGISTER_AS_REPLICA_SYNC && resource.isEmpty()) {
            item.fail("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replica");
        } else if (!deleteMode.goesWith(operation)) {
            item.fail("delete mode " + deleteMode + " does not go with operation " + operation);
        }
        RawPath registered = operation.registers() ? policy.physicalPath(item.subject()) : item.sourcePath();
        if (operation.registers() && registered.text().isEmpty()) {
            operation = undecodable(item, operation, IngestSpec.of(context.spec()).sync().undecodable());
        }
        item.wish(new Wish(operation, resource), operation.registers() ? registered : item.sourcePath());
        // what an earlier try of this task made is there already, and no error
        if (IngestSpec.of(context.spec()).sync().initialIngest() && !context.mayHaveRunBefore()) {
            item.dealings().takeForNew();
        }
    }

    /** What is done with an entry that catalogs refuse to register: they keep paths as text. */
    private static Operation undecodable(SyncItem item, Operation operation, Undecodable how) {
        switch (how) {
            case FAIL ->
                item.fail("its path is not valid UTF-8, so it cannot be registered in place: --undecodable upload"
                        + " has such entries uploaded, --undecodable skip leaves them out");
            case SKIP -> item.done(IngestCount.SKIPPED);
            case UPLOAD -> {
                return Operation.PUT_SYNC;
            }
        }
        return operation;
    }
}
