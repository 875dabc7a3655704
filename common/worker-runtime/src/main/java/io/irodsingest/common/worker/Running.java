package io.irodsingest.common.worker;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.WorkerRegistry.Activity;
import io.irodsingest.common.task.TaskMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which thread is at which task, so that tasks of a stopped job, and those that take too long, can be interrupted. Thread-safe. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** What takes notice of an interrupt has ended long before. */
    private static final Duration HANGS = Duration.ofSeconds(30);

    private final Map<Thread, Entry> tasks = new HashMap<>();
    private final Irods irods;
    private final Outages outages;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private boolean ending;

    private static final class Entry {
        private final TaskMessage task;
        private final Instant since;
        private Future<?> limit;
        private Duration most;
        private boolean late;
        private boolean inBooks;
        private boolean givenUp;
        /** Null before. */
        private Instant interruptedAt;
        private boolean reported;

        private Entry(TaskMessage task, Instant since) {
            this.task = task;
            this.since = since;
        }
    }

    /**
     * A task that was interrupted and did not end.
     *
     * @param since when it was interrupted
     */
    record Hanging(Thread thread, Activity activity, Instant since) {
        /** One line for the operator. */
        String describe() {
            return "task " + activity.job() + '-' + activity.task() + " of type " + activity.type() + " in thread "
                    + activity.thread() + " was interrupted at " + since.truncatedTo(ChronoUnit.SECONDS)
                    + " and does not end" + activity.about().map(path -> "; it is about " + path).orElse("");
        }
    }

    /** @param outages a task that waits in one may take longer */
    Running(Irods irods, Outages outages, ScheduledExecutorService timer, Clock clock) {
        this.clock = clock;
        this.irods = irods;
        this.outages = outages;
        this.timer = timer;
    }

    /** Returns whether this thread has the task; not when another is at it, which was sent twice. */
    synchronized boolean begin(TaskMessage task) {
        if (tasks.values().stream().anyMatch(entry -> entry.task.id().equals(task.id()))) {
            return false;
        }
        tasks.put(Thread.currentThread(), new Entry(task, clock.instant()));
        return true;
    }

    /** The task of this thread is interrupted when it takes longer. */
    synchronized void limit(Duration most) {
        tasks.get(Thread.currentThread()).most = most;
        arm(Thread.currentThread(), tasks.get(Thread.currentThread()), most);
    }

    /** The time of this thread's task begins anew, if it is limited and not over yet. */
    synchronized void renewLimit() {
        Entry entry = tasks.get(Thread.currentThread());
        if (entry.limit != null && !entry.late) {
            entry.limit.cancel(false);
            arm(Thread.currentThread(), entry, entry.most);
        }
    }

    private void arm(Thread thread, Entry entry, Duration most) {
        entry.limit = timer.schedule(() -> expire(thread, entry, most), most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void expire(Thread thread, Entry entry, Duration most) {
        if (tasks.get(thread) != entry || entry.limit == null) {
            return;
        }
        if (!outages.isWaiting(thread)) {
            entry.late = true;
            interrupt(thread);
        } else {
            arm(thread, entry, most);
        }
    }

    /**
     * The task of this thread may take its time from now on.
     *
     * @return whether it was interrupted because it took too long
     */
    synchronized boolean endLimit() {
        Entry entry = tasks.get(Thread.currentThread());
        if (entry.limit != null) {
            entry.limit.cancel(false);
            entry.limit = null;
        }
        if (entry.late && !ending) {
            Thread.interrupted();
            entry.interruptedAt = null;
        }
        return entry.late;
    }

    /** Something that is written in the task table. */
    @FunctionalInterface
    interface Entering<T> {
        T run() throws InterruptedException;
    }

    /**
     * Writes something in the task table for the task of this thread. What it writes may end the job, which everybody is told, and this
     * thread has yet to hear what came of it: it is not interrupted before.
     */
    <T> T untilEntered(Entering<T> entering) throws InterruptedException {
        Entry entry = inBooks(true);
        try {
            return entering.run();
        } finally {
            inBooks(false);
            if (entry.givenUp) {
                interrupt(Thread.currentThread());
            }
        }
    }

    private synchronized Entry inBooks(boolean is) {
        Entry entry = tasks.get(Thread.currentThread());
        entry.inBooks = is;
        return entry;
    }

    /** Also takes away an interrupt that came too late for the task. */
    synchronized void end() {
        tasks.remove(Thread.currentThread());
        if (!ending) {
            Thread.interrupted();
        }
    }

    synchronized void interrupt(String jobId) {
        tasks.forEach((thread, entry) -> {
            if (entry.task.jobId().equals(jobId)) {
                if (entry.inBooks) {
                    entry.givenUp = true;
                } else {
                    interrupt(thread);
                }
            }
        });
    }

    /** Interrupts every task; what threads are interrupted for from now on is the end of the process. */
    synchronized void interruptAll() {
        ending = true;
        tasks.keySet().forEach(this::interrupt);
    }

    synchronized boolean isEnding() {
        return ending;
    }

    synchronized int count() {
        return tasks.size();
    }

    /** Numbers of the tasks at work, by job. */
    synchronized Map<String, List<Long>> byJob() {
        Map<String, List<Long>> numbers = new HashMap<>();
        tasks.values().forEach(entry -> numbers.computeIfAbsent(entry.task.jobId(), id -> new ArrayList<>())
                .add(entry.task.number()));
        return numbers;
    }

    /** What each thread is at, by the names of the threads. */
    synchronized List<Activity> activities() {
        return tasks.entrySet().stream().map(task -> activity(task.getKey(), task.getValue()))
                .sorted(Comparator.comparing(Activity::thread)).toList();
    }

    private static Activity activity(Thread thread, Entry entry) {
        TaskMessage message = entry.task;
        return new Activity(thread.getName(), message.jobId(), message.number(), message.task().type(),
                message.task().subject(), entry.since);
    }

    /** Tasks that were interrupted some time ago and do not end: work that takes no notice of interrupts. */
    synchronized List<Hanging> hanging() {
        Instant limit = clock.instant().minus(HANGS);
        return tasks.entrySet().stream().filter(task -> task.getValue().interruptedAt != null
                && !task.getValue().inBooks
                && task.getValue().interruptedAt.isBefore(limit))
                .map(task -> new Hanging(task.getKey(), activity(task.getKey(), task.getValue()),
                        task.getValue().interruptedAt))
                .sorted(Comparator.comparing(Hanging::since)).toList();
    }

    /** Interrupts again what hangs, and logs once where each is. */
    void lookForHanging() {
        for (Hanging one : hanging()) {
            one.thread().interrupt();
            if (isNew(one)) {
                StackTraceElement[] at = one.thread().getStackTrace();
                LOG.error("{}; it is at {}", one.describe(), at.length == 0 ? "its end" : List.of(at));
            }
        }
    }

    private synchronized boolean isNew(Hanging one) {
        Entry entry = tasks.get(one.thread());
        if (entry == null || entry.reported) {
            return false;
        }
        entry.reported = true;
        return true;
    }

    private void interrupt(Thread thread) {
        Entry entry = tasks.get(thread);
        if (entry != null && entry.interruptedAt == null) {
            entry.interruptedAt = clock.instant();
        }
        thread.interrupt();
        irods.abort(thread);
    }
}
