package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.task.Task;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tasks, and the entries in them. Labels have values that this system knows, never names of users' things. Thread-safe. */
final class TaskMeters {
    private static final String OPERATION = "operation";
    private static final String MODE = "mode";
    private static final String OUTCOME = "outcome";
    private static final String FOUND = "found";

    private final Meters meters;
    private final TaskHandlers handlers;
    private final Counter retries;
    private final Counter mishaps;
    private final Counter deaths;

    /** How a task ended; one that is postponed, or finds a lock, is tried again. */
    enum End {
        DONE, FAILED, JOB_FAILED, INTERRUPTED, POSTPONED, LOCKED;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param handlers say what a count is */
    TaskMeters(Meters meters, TaskHandlers handlers) {
        this.meters = meters;
        this.handlers = handlers;
        retries = meters.counter("retries", "Entries that failed and are tried again");
        deaths = meters.counter("task_thread_deaths", "Threads for tasks that died and were replaced");
        mishaps = meters.counter("mishaps",
                "Deliveries that could not be worked on for an unknown reason; each is tried some times");
    }

    /** Shows what a worker is at. @param scans types of tasks that find work for others */
    void watch(int threads, Running running, LocalQueue localQueue, Set<String> scans) {
        meters.gauge("task_threads", "Tasks that may be at work at a time", () -> threads);
        meters.gauge("tasks_running", "Tasks at work", running::count);
        meters.gauge("tasks_hanging", "Tasks that were interrupted and do not end", () -> running.hanging().size());
        meters.gauge("scan_lag_seconds", "Time since the oldest scan that waits in this worker was published",
                () -> localQueue.longestWait(delivery -> delivery.type().filter(scans::contains).isPresent()).toMillis()
                        / 1000.0);
    }

    /** A task begins. What was begun before did not wait all the time. */
    void begun(Delivery delivery) {
        if (!delivery.redelivered()) {
            delivery.sincePublished().ifPresent(wait -> meters.timer("queue_wait",
                    "From publishing a task to its begin, by the clocks of two machines; less than nothing counts as nothing",
                    Buckets.WAITS, "queue", delivery.queue()).record(wait));
        }
    }

    void ended(Task task, End end, Duration time) {
        meters.timer("task", "From the begin of a task to its end in the task table", Buckets.WORK, "type", task.type(),
                OUTCOME, end.label()).record(time);
    }

    /** A thread ended that should not. */
    void threadDied() {
        deaths.increment();
    }

    /** A delivery could not be worked on. */
    void mishap() {
        mishaps.increment();
    }

    /** What a commit counted; only the first one of a task does. */
    void counted(JobSpec spec, Commit commit, Map<Count, Long> bytes) {
        commit.counts().values().forEach((count, amount) -> counted(spec, commit.task().task(), count, amount));
        bytes.forEach((count, amount) -> bytes(spec, count.key(), amount));
    }

    private void counted(JobSpec spec, Task task, Count count, long amount) {
        if (count.equals(Count.RETRIES)) {
            retries.increment(amount);
            return;
        }
        switch (handlers.measure(task, count)) {
            case BYTES_FOUND -> bytes(spec, FOUND, amount);
            case FOUND -> meters.counter("entries_found", "Entries that scans found", OPERATION,
                    spec.work().labels().operation(), MODE, spec.work().labels().mode(), "kind", count.key())
                    .increment(amount);
            case OUTCOME -> meters.counter("entries", "Entries and collections by what became of them", OPERATION,
                    spec.work().labels().operation(), MODE, spec.work().labels().mode(), OUTCOME, count.key())
                    .increment(amount);
        }
    }

    private void bytes(JobSpec spec, String outcome, long amount) {
        meters.counter("bytes", "Sizes of the files found, and of those that were brought in", OPERATION,
                spec.work().labels().operation(), MODE, spec.work().labels().mode(), OUTCOME, outcome)
                .increment(amount);
    }
}
