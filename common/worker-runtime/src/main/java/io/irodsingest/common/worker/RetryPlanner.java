package io.irodsingest.common.worker;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskSizes;
import io.irodsingest.common.worker.Outcome.RetryTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes commits of outcomes: decides whether what failed is tried again or counts as failed. */
final class RetryPlanner {
    private RetryPlanner() {}

    static Commit commit(TaskMessage message, Outcome.Done done, Optional<Task> remainder, JobPolicy policy)
            throws InterruptedException {
        Counts.Builder counts = new Counts.Builder();
        done.counts().values().forEach(counts::add);
        List<EntryFailure> failures = new ArrayList<>(done.failures());
        List<Try> tries = new ArrayList<>();
        for (RetryTask again : done.retryTasks()) {
            boolean isTried = false;
            try {
                if (again.retry() <= policy.maxRetries()) {
                    Duration delay = later(policy.delay(again.retry()), again.notBefore());
                    TaskSizes.fitting(again.task()).forEach(part -> tries.add(new Try(part, delay)));
                    isTried = true;
                } else {
                    failures.addAll(again.failures());
                }
            } catch (HookFailedException unknown) {
                again.failures().forEach(failure -> failures.add(new EntryFailure(failure.path(),
                        failure.error() + "; not tried again: " + unknown.getMessage(), failure.at())));
            }
            counts.add(isTried ? Count.RETRIES : Count.FAILED, again.failures().size());
        }
        return new Commit(message, counts.build(), fitting(done.children()), failures, done.cache(), remainder,
                new CommitExtras(done.notes(), done.pages(), done.takenFailures(), tries, Optional.empty()));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static List<Task> fitting(List<Task> tasks) {
        return tasks.stream().flatMap(task -> TaskSizes.fitting(task).stream()).toList();
    }
}
