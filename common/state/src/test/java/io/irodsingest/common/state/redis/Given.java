package io.irodsingest.common.state.redis;

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
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskTypes;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestCourse;
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
        return JobSpec.plain(name, new RawPath("/data/source"), "/tempZone/home/rods/target", Operation.REGISTER_SYNC,
                Optional.empty(), 50, false);
    }

    /** Of a job whose passes have all that passes may have. */
    static JobSpec handledSpec(String name) {
        return with(name, options(Optional.empty(), Optional.of(new HandlerFile(Form.YAML, "handler.yaml", "00"))));
    }

    /** Of a job that deletes. */
    static JobSpec deletingSpec(String name) {
        return new JobSpec(name, new RawPath("/data/source"), "/tempZone/home/rods/target", Operation.REGISTER_SYNC,
                DeleteMode.UNREGISTER, Optional.empty(), 50, false, JobOptions.NONE);
    }

    static JobSpec periodicSpec(String name, Duration interval) {
        return with(name, options(Optional.of(interval), Optional.empty()));
    }

    /** A job of which so many tasks may be handed out at a time. */
    static JobSpec limitedSpec(String name, int parallelTasks) {
        return with(name, options(Optional.empty(), Optional.of(new HandlerFile(Form.YAML, "handler.yaml", "00")),
                new JobLimits(OptionalInt.of(parallelTasks), OptionalLong.empty(), OptionalInt.empty())));
    }

    private static JobSpec with(String name, JobOptions options) {
        return new JobSpec(name, new RawPath("/data/source"), "/tempZone/home/rods/target", Operation.REGISTER_SYNC,
                DeleteMode.DO_NOT_DELETE, Optional.empty(), 50, false, options);
    }

    private static JobOptions options(Optional<Duration> interval, Optional<HandlerFile> handler) {
        return options(interval, handler, JobLimits.NONE);
    }

    private static JobOptions options(Optional<Duration> interval, Optional<HandlerFile> handler, JobLimits limits) {
        JobOptions none = JobOptions.NONE;
        return new JobOptions(none.mode(), false, false, interval, none.exclusions(), none.queues(), none.retries(),
                none.maxDelete(), false, handler, none.asUser(), none.characterMap(), none.profile(),
                none.idleDisconnect(), limits, Optional.empty());
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

    static Creation create(JobStore jobs, JobSpec spec) throws InterruptedException {
        return create(jobs, spec, Optional.empty());
    }

    static Creation create(JobStore jobs, JobSpec spec, Optional<byte[]> handler) throws InterruptedException {
        return create(jobs, JobStore.newId(), spec, handler);
    }

    static Creation create(JobStore jobs, String id, JobSpec spec, Optional<byte[]> handler)
            throws InterruptedException {
        return jobs.create(id, spec, handler, IngestCourse.of(spec));
    }

    static Creation.Created job(RedisState state, String name) throws InterruptedException {
        return (Creation.Created) create(state.jobs(), spec(name));
    }

    /** A task that is told from others by its text. */
    static Task task(String text) {
        return task(text, 0);
    }

    static Task task(String text, int part) {
        return TaskCodec.encoded(
                new IngestTask.ScanDirectories(List.of(new IngestTask.Directory(new RawPath(text), false, part)), 0));
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
