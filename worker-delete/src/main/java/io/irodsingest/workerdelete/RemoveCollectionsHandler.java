package io.irodsingest.workerdelete;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task.RemoveCollections;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.util.ArrayList;
import java.util.List;

/** Removes the collections that were noted in a pass, when everything that was in them is gone. */
final class RemoveCollectionsHandler implements TaskHandler<RemoveCollections> {
    /** Collections in one commit. */
    private static final int PART = 500;

    @Override
    public Outcome handle(RemoveCollections task, TaskContext context) throws InterruptedException {
        List<String> noted = context.goneCollections(PART);
        Outcome.Done part = remove(context, noted);
        while (noted.size() == PART) {
            context.commitPart(part, task);
            noted = context.goneCollections(PART);
            part = remove(context, noted);
        }
        return part;
    }

    @Override
    public Outcome failed(RemoveCollections task, TaskContext context, String error) {
        return new Outcome.Done(Counts.of(Count.FAILED, 1), List.of(),
                List.of(TargetPath.failure(context, context.spec().target(),
                        "collections cannot be removed: " + error)),
                CacheUpdate.NONE);
    }

    private static Outcome.Done remove(TaskContext context, List<String> noted) throws InterruptedException {
        Counts.Builder counts = new Counts.Builder();
        List<EntryFailure> failures = new ArrayList<>();
        if (!noted.isEmpty()) {
            Allowance allowance = Allowance.of(context, noted);
            for (Doomed one : new Removal(context, new EmptyCollections(), allowance.allowed()).run()) {
                switch (one.result()) {
                    case DELETED -> counts.add(Count.COLLECTIONS_DELETED);
                    case KEPT -> counts.add(Count.SKIPPED);
                    case FAILED -> {
                    }
                }
                one.error().ifPresent(error -> {
                    counts.add(Count.FAILED);
                    failures.add(TargetPath.failure(context, one.path(), error));
                });
            }
            allowance.tell(context, noted.getFirst(), counts, failures);
        }
        return new Outcome.Done(counts.build(), List.of(), failures, CacheUpdate.NONE).withRemoved(noted);
    }
}
