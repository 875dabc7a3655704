package io.irodsingest.workerdelete;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.ArrayList;
import java.util.List;

/** Deletes data objects of one collection, each for itself. */
final class DeleteDataObjectsHandler implements TaskHandler<DeleteDataObjects> {
    @Override
    public Outcome handle(DeleteDataObjects task, TaskContext context) throws InterruptedException {
        Mode mode = IngestSpec.of(context.spec()).mode();
        if (mode == Mode.CHECK) {
            return extra(task, context);
        }
        // what is tried again was allowed the first time
        DeletionQuota quota = task.retry() > 0
                ? new DeletionQuota(task.names(), 0)
                : DeletionQuota.of(context, task.names());
        Counts.Builder counts = new Counts.Builder();
        List<EntryFailure> failures = new ArrayList<>();
        quota.tell(context, task.collection(), counts, failures);
        if (mode == Mode.DRY_RUN) {
            counts.add(IngestCount.DELETED, quota.allowed().size());
            quota.allowed().stream().map(name -> task.collection() + '/' + name)
                    .map(path -> TargetPath.wouldBeDeleted(context, "data object", path)).forEach(failures::add);
            return new Outcome.Done(counts.build(), List.of(), failures, CacheUpdate.NONE);
        }
        try {
            DeleteMode how = EntryPolicy.of(context.policy()).deleteMode();
            List<String> paths = quota.allowed().stream().map(name -> task.collection() + '/' + name).toList();
            List<Deletion> deletions = new DeletionRun(context, new DataObjects(task.collection(), how), paths).run();
            return outcome(task, context, deletions, counts, failures);
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        }
    }

    @Override
    public Outcome failed(DeleteDataObjects task, TaskContext context, String error) {
        List<EntryFailure> failures = task.names().stream()
                .map(name -> TargetPath.failure(context, task.collection() + '/' + name, error)).toList();
        return again(task, task.names(), failures,
                new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE));
    }

    private static Outcome extra(DeleteDataObjects task, TaskContext context) {
        List<EntryFailure> extras = task.names().stream().map(name -> task.collection() + '/' + name)
                .map(path -> TargetPath.failure(context, path, "data object " + path + " is not in the source"))
                .toList();
        return new Outcome.Done(Counts.of(IngestCount.EXTRA, extras.size()), List.of(), extras, CacheUpdate.NONE);
    }

    private static Outcome outcome(DeleteDataObjects task, TaskContext context, List<Deletion> deletions,
            Counts.Builder counts, List<EntryFailure> failures) {
        List<String> left = new ArrayList<>();
        List<EntryFailure> again = new ArrayList<>();
        for (Deletion one : deletions) {
            switch (one.result()) {
                case DELETED -> {
                    counts.add(IngestCount.DELETED);
                    one.error().ifPresent(error -> {
                        counts.add(Count.FAILED);
                        failures.add(TargetPath.failure(context, one.path(), error));
                    });
                }
                case KEPT -> counts.add(IngestCount.SKIPPED);
                case FAILED -> {
                    left.add(one.path().substring(task.collection().length() + 1));
                    again.add(TargetPath.failure(context, one.path(), one.error().orElseThrow()));
                }
            }
        }
        Outcome.Done done = new Outcome.Done(counts.build(), List.of(), failures, CacheUpdate.NONE);
        return again(task, left, again, done);
    }

    private static Outcome.Done again(DeleteDataObjects task, List<String> names, List<EntryFailure> failures,
            Outcome.Done done) {
        int retry = task.retry() + 1;
        return names.isEmpty()
                ? done
                : done.withRetryTasks(
                        List.of(new Outcome.RetryTask(new DeleteDataObjects(task.collection(), names, retry), retry,
                                failures)));
    }
}
