package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
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
        String path = TargetPath.below(IngestSpec.of(context.spec()), task.path());
        try (Sorter content = context.irods(session -> CollectionNames.of(session, path))) {
            List<Task> children = new ArrayList<>();
            Iterator<SortedText> left = CollectionNames.behind(content, task.after());
            List<String> objects = new ArrayList<>();
            while (left.hasNext()) {
                SortedText next = left.next();
                if (CollectionNames.isCollection(next)) {
                    objects(path, objects, children);
                    children.add(new DeleteCollection(path + CollectionNames.token(next), "", 0));
                } else {
                    objects.add(next.text());
                    if (objects.size() == IngestSpec.of(context.spec()).sync().filesPerTask()) {
                        objects(path, objects, children);
                    }
                }
                if (children.size() == TASKS && left.hasNext()) {
                    context.commitPart(new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE),
                            new DeleteCollection(path, CollectionNames.token(next), 0));
                    children.clear();
                }
            }
            objects(path, objects, children);
            return end(path, context, children);
        } catch (IrodsException refused) {
            return failed(task, context,
                    "cannot be listed: " + new Reply(refused.status(), refused.getMessage()).describe());
        } catch (IOException noPlace) {
            return failed(task, context, "its names cannot be kept: " + noPlace.getMessage());
        } catch (UncheckedIOException noPlace) {
            return failed(task, context, "its names cannot be kept: " + noPlace.getCause().getMessage());
        }
    }

    private static void objects(String collection, List<String> names, List<Task> children) {
        if (!names.isEmpty()) {
            children.add(new DeleteDataObjects(collection, names, 0));
            names.clear();
        }
    }

    @Override
    public Outcome failed(DeleteCollection task, TaskContext context, String error) {
        int retry = task.retry() + 1;
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE)
                .withRetryTasks(
                        List.of(new Outcome.RetryTask(new DeleteCollection(task.path(), task.after(), retry), retry,
                                List.of(TargetPath.failure(context, task.path(), error)))));
    }

    private static Outcome end(String path, TaskContext context, List<Task> children) throws InterruptedException {
        return switch (IngestSpec.of(context.spec()).mode()) {
            case APPLY -> new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE)
                    .withNotes(NotedCollections.adding(path));
            case DRY_RUN -> {
                DeletionQuota quota = DeletionQuota.of(context, List.of(path));
                Counts.Builder counts = new Counts.Builder().add(IngestCount.COLLECTIONS_DELETED,
                        quota.allowed().size());
                List<EntryFailure> failures = new ArrayList<>();
                quota.allowed().forEach(
                        allowed -> failures.add(TargetPath.wouldBeDeleted(context, "collection", allowed)));
                quota.tell(context, path, counts, failures);
                yield new Outcome.Done(counts.build(), children, failures, CacheUpdate.NONE);
            }
            case CHECK -> new Outcome.Done(Counts.of(IngestCount.EXTRA, 1), children,
                    List.of(TargetPath.failure(context, path, "collection " + path + " is not in the source")),
                    CacheUpdate.NONE);
        };
    }
}
