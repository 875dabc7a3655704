package io.irodsingest.common.state.redis;

import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskTypes;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.Ingest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Jobs, tasks and commits for tests. */
final class Given {
    private static final TaskTypes TYPES = new TaskTypes(new Ingest().types());
    /** The note of collections to be removed at the end of the pass. */

    private Given() {}

    static JobSpec spec(String name) {
        return new JobSpec(name, work());
    }

    static IngestSpec work() {
        return IngestSpec.of(new RawPath("/data/source"), "/tempZone/home/rods/target", Operation.REGISTER_SYNC);
    }

    /** Of a job whose passes have all that passes may have. */
    static JobSpec handledSpec(String name) {
        return new JobSpec(name, work().with(new HandlerFile(Form.YAML, "handler.yaml", "00")));
    }

    /** Of a job that deletes. */
    static JobSpec deletingSpec(String name) {
        return new JobSpec(name, work().with(DeleteOptions.of(DeleteMode.UNREGISTER)));
    }

    static JobSpec periodicSpec(String name, Duration interval) {
        return new JobSpec(name, work(), JobOptions.every(interval));
    }

    /** A job of which so many tasks may be handed out at a time. */
    static JobSpec limitedSpec(String name, int parallelTasks) {
        return new JobSpec(name, work().with(new HandlerFile(Form.YAML, "handler.yaml", "00")), JobOptions.NONE.within(
                new JobLimits(OptionalInt.of(parallelTasks), OptionalLong.empty(), OptionalInt.empty())));
    }

    /** A wish for such a job. */
    static NewJob wish(JobSpec spec) {
        return NewJob.of(spec, IngestCourse.of(IngestSpec.of(spec)));
    }

    /** Collections that are to be removed, by depth. */
    static CommitExtras gone(List<String> collections) {
        return collections.isEmpty()
                ? CommitExtras.NONE
                : noting(new NoteChange(IngestCourse.REMOVALS,
                        collections.stream()
                                .collect(Collectors.toMap(path -> path, path -> (long) path.split("/").length)),
                        List.of()));
    }

    static CommitExtras dealtWith(List<String> collections) {
        return noting(new NoteChange(IngestCourse.REMOVALS, Map.of(), collections));
    }

    static CommitExtras noting(NoteChange... changes) {
        return new CommitExtras(List.of(changes), List.of(), List.of());
    }

    static Commit with(TaskMessage task, CommitExtras extras, Task... children) {
        return new Commit(task, Counts.NONE, List.of(children), List.of(), CacheUpdate.NONE, Optional.empty(),
                extras);
    }

    static Creation.Created job(RedisState state, String name) throws InterruptedException {
        return (Creation.Created) state.jobs().create(wish(spec(name)));
    }

    /** A task that is told from others by its text. */
    static Task task(String text) {
        return task(text, 0);
    }

    static Task task(String text, int part) {
        return TaskCodec.encoded(
                new IngestTask.ScanDirectories(List.of(new Directory(new RawPath(text), false, part)), 0));
    }

    /** A task as a worker understands it. */
    static Task understood(Task task) {
        try {
            return TYPES.decode(task);
        } catch (UnreadableTaskException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Task understood(TaskMessage message) {
        return understood(message.task());
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
