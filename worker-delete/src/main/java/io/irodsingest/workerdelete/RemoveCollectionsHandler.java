package io.irodsingest.workerdelete;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.ArrayList;
import java.util.List;

/** Removes the collections that were noted in a pass, when everything that was in them is gone. */
final class RemoveCollectionsHandler implements TaskHandler<RemoveCollections> {
    /** Collections in one commit. */
    private static final int PART = 500;
    private static final Outcome.Done NOTHING = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);

    @Override
    public Outcome handle(RemoveCollections task, TaskContext context) throws InterruptedException {
        if (!task.paths().isEmpty()) {
            // what is tried again was allowed the first time
            return remove(task, context, new DeletionQuota(task.paths(), 0));
        }
        List<String> noted = NotedCollections.of(context, PART);
        Outcome.Done part = removeNoted(task, context, noted);
        while (noted.size() == PART) {
            context.commitPart(part, task);
            noted = NotedCollections.of(context, PART);
            part = removeNoted(task, context, noted);
        }
        return part;
    }

    @Override
    public Outcome failed(RemoveCollections task, TaskContext context, String error) {
        EntryFailure failure = TargetPath.failure(context, IngestSpec.of(context.spec()).target(),
                "collections cannot be removed: " + error);
        return NOTHING.withRetryTasks(List.of(again(task, task.paths(), List.of(failure))));
    }

    private static Outcome.Done removeNoted(RemoveCollections task, TaskContext context, List<String> noted)
            throws InterruptedException {
        return noted.isEmpty()
                ? NOTHING
                : remove(task, context, DeletionQuota.of(context, noted)).withNotes(NotedCollections.dealtWith(noted));
    }

    private static Outcome.Done remove(RemoveCollections task, TaskContext context, DeletionQuota quota)
            throws InterruptedException {
        Counts.Builder counts = new Counts.Builder();
        List<EntryFailure> failures = new ArrayList<>();
        List<String> left = new ArrayList<>();
        List<EntryFailure> again = new ArrayList<>();
        for (Deletion one : new DeletionRun(context, new EmptyCollections(), quota.allowed()).run()) {
            switch (one.result()) {
                case DELETED -> {
                    counts.add(IngestCount.COLLECTIONS_DELETED);
                    one.error().ifPresent(error -> {
                        counts.add(Count.FAILED);
                        failures.add(TargetPath.failure(context, one.path(), error));
                    });
                }
                case KEPT -> counts.add(IngestCount.SKIPPED);
                case FAILED -> {
                    left.add(one.path());
                    again.add(TargetPath.failure(context, one.path(), one.error().orElseThrow()));
                }
            }
        }
        quota.tell(context, IngestSpec.of(context.spec()).target(), counts, failures);
        Outcome.Done done = new Outcome.Done(counts.build(), List.of(), failures, CacheUpdate.NONE);
        return left.isEmpty() ? done : done.withRetryTasks(List.of(again(task, left, again)));
    }

    private static Outcome.RetryTask again(RemoveCollections task, List<String> paths, List<EntryFailure> failures) {
        int retry = task.retry() + 1;
        return new Outcome.RetryTask(new RemoveCollections(paths, retry), retry, failures);
    }
}
