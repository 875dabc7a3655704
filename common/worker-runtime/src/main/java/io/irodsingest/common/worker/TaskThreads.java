package io.irodsingest.common.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a worker that are at tasks. One that died is replaced. Thread-safe. */
final class TaskThreads {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);

    private final int wanted;
    private final IntFunction<Runnable> work;
    private final TaskMeters meters;
    private final List<Thread> threads = new ArrayList<>();
    private boolean ending;

    /** @param work of each thread, by its number from 0 */
    TaskThreads(int wanted, IntFunction<Runnable> work, TaskMeters meters) {
        this.wanted = wanted;
        this.work = work;
        this.meters = meters;
    }

    synchronized void start() {
        for (int i = 0; i < wanted; i++) {
            threads.add(start(i));
        }
    }

    private Thread start(int number) {
        return Thread.ofPlatform().daemon().name("task-" + (number + 1))
                .uncaughtExceptionHandler((thread, problem) -> LOG.error("thread {} died", thread.getName(), problem))
                .start(work.apply(number));
    }

    /** Replaces those that died. */
    synchronized void look() {
        for (int i = 0; i < threads.size() && !ending; i++) {
            if (!threads.get(i).isAlive()) {
                meters.threadDied();
                threads.set(i, start(i));
            }
        }
    }

    /** How many of those that should be there are not. */
    synchronized int missing() {
        return ending ? 0 : (int) threads.stream().filter(thread -> !thread.isAlive()).count();
    }

    /** From now on threads that end are not missed. */
    synchronized void ending() {
        ending = true;
    }

    synchronized void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /** Waits for the end of all. @return whether that came in time */
    boolean join(Instant limit) throws InterruptedException {
        for (Thread thread : all()) {
            Duration left = Duration.between(Instant.now(), limit);
            if (!left.isPositive() && thread.isAlive() || !thread.join(left)) {
                return false;
            }
        }
        return true;
    }

    private synchronized List<Thread> all() {
        return List.copyOf(threads);
    }
}
