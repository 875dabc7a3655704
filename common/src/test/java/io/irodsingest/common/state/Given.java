package io.irodsingest.common.state;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import java.util.List;
import java.util.Optional;

/** Jobs, tasks and commits for tests. */
final class Given {
    private Given() {}

    static JobSpec spec(String name) {
        return JobSpec.plain(name, new RawPath("/data/source"), "/tempZone/home/rods/target", Operation.REGISTER_SYNC,
                Optional.empty(), 50, false);
    }

    static Creation.Created job(RedisState state, String name) throws InterruptedException {
        return (Creation.Created) state.jobs().create(spec(name));
    }

    /** A task that is told from others by its text. */
    static Task task(String text) {
        return task(text, 0);
    }

    static Task task(String text, int part) {
        return new Task.ScanDirectories(List.of(new Task.Directory(new RawPath(text), false, part)));
    }

    static Commit end(TaskMessage task, Task... children) {
        return commit(task, Counts.NONE, List.of(), Optional.empty(), children);
    }

    static Commit part(TaskMessage task, Task remainder, Task... children) {
        return commit(task, Counts.NONE, List.of(), Optional.of(remainder), children);
    }

    static Commit commit(TaskMessage task, Counts counts, List<EntryFailure> failures, Optional<Task> remainder,
            Task... children) {
        return new Commit(task, counts, List.of(children), failures, CacheUpdate.NONE, remainder);
    }
}
