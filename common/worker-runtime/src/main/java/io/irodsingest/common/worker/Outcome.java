package io.irodsingest.common.worker;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What came of a task. */
public sealed interface Outcome {
    /**
     * What a task that is given up in the middle has reached.
     *
     * @param done what is finished
     * @param remainder the same task without that
     */
    record Part(Done done, Task remainder) {}

    /**
     * The task, or the part of it that is committed, is done; entries that failed for good are among the failures.
     *
     * @param failures of entries that are not tried again; counted by the handler
     * @param notes what changes in notes that the kind of work keeps for the job
     * @param pages what is written to pages that the kind of work keeps for the job
     * @param takenFailures full source paths of kept failures that this outcome tries again; each counts one failure less
     * @param retryTasks what failed and may be tried again, in parts that are tried apart
     * @param bytes sizes of entries, by what they count as; measured, and not kept in the task table
     */
    record Done(Counts counts, List<Task> children, List<EntryFailure> failures, CacheUpdate cache,
            List<NoteChange> notes, List<PageChange> pages, List<RawPath> takenFailures, List<RetryTask> retryTasks,
            Map<Count, Long> bytes)
            implements
                Outcome {
        public Done {
            children = List.copyOf(children);
            failures = List.copyOf(failures);
            notes = List.copyOf(notes);
            pages = List.copyOf(pages);
            takenFailures = List.copyOf(takenFailures);
            retryTasks = List.copyOf(retryTasks);
            bytes = Map.copyOf(bytes);
        }

        /** With nothing that few outcomes have. */
        public Done(Counts counts, List<Task> children, List<EntryFailure> failures, CacheUpdate cache) {
            this(counts, children, failures, cache, List.of(), List.of(), List.of(), List.of(), Map.of());
        }

        /** Changes notes of the job. */
        public Done withNotes(NoteChange... changes) {
            return new Done(counts, children, failures, cache, List.of(changes), pages, takenFailures, retryTasks,
                    bytes);
        }

        /** Writes to pages of the job. */
        public Done withPages(PageChange... changes) {
            return new Done(counts, children, failures, cache, notes, List.of(changes), takenFailures, retryTasks,
                    bytes);
        }

        /** Takes kept failures off the list. */
        public Done withTaken(List<RawPath> paths) {
            return new Done(counts, children, failures, cache, notes, pages, paths, retryTasks, bytes);
        }

        public Done withRetryTasks(List<RetryTask> failed) {
            return new Done(counts, children, failures, cache, notes, pages, takenFailures, failed, bytes);
        }

        public Done withBytes(Map<Count, Long> sizes) {
            return new Done(counts, children, failures, cache, notes, pages, takenFailures, retryTasks, sizes);
        }
    }

    /**
     * What failed and may be tried again. The runtime registers the task while tries are left, and else keeps and counts the
     * failures; the handler counts neither.
     *
     * @param task the same work on nothing but what failed
     * @param retry which retry the task is, 1 for the first
     * @param failures one for each entry
     * @param notBefore the task is not begun sooner than this from now, whatever the job's pause before a retry is
     */
    record RetryTask(Task task, int retry, List<EntryFailure> failures, Duration notBefore) {
        public RetryTask {
            failures = List.copyOf(failures);
        }

        /** With no other pause than that of the job. */
        public RetryTask(Task task, int retry, List<EntryFailure> failures) {
            this(task, retry, failures, Duration.ZERO);
        }
    }

    /**
     * Something of the task is held by somebody else, who may be a worker that has the same task. Nothing of it failed: the task
     * is tried again after a pause in which it holds no thread.
     *
     * @param part what is done, or failed otherwise
     * @param remainder the same task without that
     * @param reason one line for the log
     */
    record Locked(Done part, Task remainder, String reason) implements Outcome {}

    /**
     * The job as a whole cannot be done, or its pass.
     *
     * @param reason one line for the user: what is wrong, where, what to do
     */
    record JobFailed(String reason) implements Outcome {}
}
