package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task.FindLeftovers;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Compares the collection of a divided directory with all names that the directory has, part or no part. It hands out a part of
 * what is left over after the other, so that neither a message nor a commit grows with the collection.
 */
public final class FindLeftoversHandler implements TaskHandler<FindLeftovers> {
    /** Tasks in one commit at most. */
    private static final int TASKS = 200;
    private static final Outcome.Done NOTHING = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);

    private final Sources sources;

    public FindLeftoversHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(FindLeftovers task, TaskContext context) throws InterruptedException {
        Source source = sources.of(context.spec());
        try {
            TargetPaths targets = Targets.of(context);
            String collection = targets.logicalPath(task.directory());
            CollectionContent content = context.irods(session -> session.list(collection));
            Set<String> left = new HashSet<>(content.dataObjects());
            left.addAll(content.collections());
            AtomicBoolean isEmpty = new AtomicBoolean(true);
            context.untilBack(() -> {
                source.names(task.directory(), name -> {
                    isEmpty.set(false);
                    left.remove(targets.logicalName(task.directory(), name));
                });
                return null;
            });
            if (isEmpty.get() && task.directory().isEmpty() && !context.spec().options().allowEmptySource()) {
                return NOTHING;
            }
            return handOut(task, context, collection,
                    content.dataObjects().stream().filter(left::contains)
                            .filter(name -> name.compareTo(task.after()) > 0).sorted().toList(),
                    content.collections().stream().filter(left::contains).sorted().toList());
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        } catch (IrodsException refused) {
            return failed(task, context, Leftovers.describe(refused));
        } catch (IOException unreadable) {
            return failed(task, context, "nothing of its collection is deleted, because it cannot be listed: "
                    + source.describe(unreadable));
        }
    }

    private static Outcome handOut(FindLeftovers task, TaskContext context, String collection,
            List<String> dataObjects, List<String> collections) throws InterruptedException {
        int most = TASKS * context.spec().filesPerTask();
        int from = 0;
        for (; dataObjects.size() - from > most; from += most) {
            List<String> some = dataObjects.subList(from, from + most);
            context.commitPart(done(context, collection, some, List.of()),
                    new FindLeftovers(task.directory(), some.getLast(), 0));
        }
        return done(context, collection, dataObjects.subList(from, dataObjects.size()), collections);
    }

    private static Outcome.Done done(TaskContext context, String collection, List<String> dataObjects,
            List<String> collections) {
        return new Outcome.Done(Counts.NONE,
                Leftovers.deletions(context.spec(), collection, dataObjects, collections), List.of(),
                CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(FindLeftovers task, TaskContext context, String error) {
        int retry = task.retry() + 1;
        EntryFailure failure = new EntryFailure(context.spec().source().resolve(task.directory()), error,
                context.now());
        return NOTHING.withAgain(List.of(new Outcome.Again(
                new FindLeftovers(task.directory(), task.after(), retry), retry, List.of(failure))));
    }
}
