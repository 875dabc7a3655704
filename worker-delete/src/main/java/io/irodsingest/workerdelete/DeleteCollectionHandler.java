package io.irodsingest.workerdelete;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.DeleteCollection;
import io.irodsingest.common.task.Task.DeleteDataObjects;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands out what is in a collection, and notes the collection for the end of the pass. Of very many data objects it hands out a
 * part after the other, so that neither a message nor a commit grows with the collection.
 */
final class DeleteCollectionHandler implements TaskHandler<DeleteCollection> {
    /** Tasks in one commit at most. */
    private static final int TASKS = 200;

    @Override
    public Outcome handle(DeleteCollection task, TaskContext context) throws InterruptedException {
        String path = TargetPath.below(context.spec(), task.path());
        CollectionContent content;
        try {
            content = context.irods(session -> session.list(path));
        } catch (IrodsException refused) {
            return failed(task, context,
                    "cannot be listed: " + new Reply(refused.status(), refused.getMessage()).describe());
        }
        List<String> names = content.dataObjects().stream().filter(name -> name.compareTo(task.after()) > 0).sorted()
                .toList();
        int most = TASKS * context.spec().filesPerTask();
        int from = 0;
        for (; names.size() - from > most; from += most) {
            context.commitPart(new Outcome.Done(Counts.NONE, objects(context, path, names.subList(from, from + most)),
                    List.of(), CacheUpdate.NONE), new DeleteCollection(path, names.get(from + most - 1), 0));
        }
        List<Task> children = new ArrayList<>(objects(context, path, names.subList(from, names.size())));
        content.collections().stream().sorted().map(name -> new DeleteCollection(path + '/' + name, "", 0))
                .forEach(children::add);
        return end(path, context, children);
    }

    @Override
    public Outcome failed(DeleteCollection task, TaskContext context, String error) {
        int retry = task.retry() + 1;
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE)
                .withAgain(List.of(new Outcome.Again(new DeleteCollection(task.path(), task.after(), retry), retry,
                        List.of(TargetPath.failure(context, task.path(), error)))));
    }

    private static Outcome end(String path, TaskContext context, List<Task> children) throws InterruptedException {
        return switch (context.spec().options().mode()) {
            case APPLY -> new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE).withGone(List.of(path));
            case DRY_RUN -> {
                Allowance allowance = Allowance.of(context, List.of(path));
                Counts.Builder counts = new Counts.Builder().add(Count.COLLECTIONS_DELETED,
                        allowance.allowed().size());
                List<EntryFailure> failures = new ArrayList<>();
                allowance.tell(context, path, counts, failures);
                yield new Outcome.Done(counts.build(), children, failures, CacheUpdate.NONE);
            }
            case CHECK -> new Outcome.Done(Counts.of(Count.EXTRA, 1), children,
                    List.of(TargetPath.failure(context, path, "collection " + path + " is not in the source")),
                    CacheUpdate.NONE);
        };
    }

    private static List<Task> objects(TaskContext context, String collection, List<String> names) {
        int size = context.spec().filesPerTask();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < names.size(); i += size) {
            tasks.add(new DeleteDataObjects(collection, names.subList(i, Math.min(names.size(), i + size)), 0));
        }
        return tasks;
    }
}
