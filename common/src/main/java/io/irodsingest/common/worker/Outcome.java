package io.irodsingest.common.worker;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import java.util.List;

/** What came of a task. */
public sealed interface Outcome {
    /** The task, or the part of it that is committed, is done; entries that failed are among the failures. */
    record Done(Counts counts, List<Task> children, List<EntryFailure> failures, CacheUpdate cache) implements Outcome {
        public Done {
            children = List.copyOf(children);
            failures = List.copyOf(failures);
        }
    }

    /**
     * The job as a whole cannot be done.
     *
     * @param reason one line for the user: what is wrong, where, what to do
     */
    record JobFailed(String reason) implements Outcome {}
}
