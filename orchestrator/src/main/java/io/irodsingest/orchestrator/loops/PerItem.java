package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.redis.RedisRefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step of a loop that is done for many items, such as jobs, so that the trouble of one is its own. A step that takes long goes on beside
 * the loop, and its item is passed over until it has ended. A step that failed is done again after a pause, longer each time. Rounds
 * are for one thread.
 *
 * @param <T> of items
 */
final class PerItem<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PerItem.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** What is done for an item. */
    @FunctionalInterface
    interface Step<T> {
        void run(T item) throws InterruptedException;
    }

    /**
     * What items are.
     *
     * @param kind for the log, in the singular
     * @param id tells them apart
     * @param name of one, for the log
     */
    record Items<T>(String kind, Function<T, String> id, Function<T, String> name) {
        static final Items<Job> JOBS = new Items<>("job", Job::id, job -> job.spec().name());
    }

    private final Items<T> items;
    private final String what;
    private final Step<T> step;
    private final int atOnce;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final ExecutorService threads;
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /** @param until by the clock of nanoseconds */
    private record Trouble(Duration pause, long until, String reason) {}

    private record Begun<T>(T item, Future<?> work) {}

    /**
     * @param what a verb and its object, for the log
     * @param atOnce how many steps go on at a time, besides those that take long
     * @param patience how long an item's step keeps the others waiting
     */
    PerItem(Items<T> items, String what, int atOnce, Duration patience, Step<T> step) {
        this(items, what, atOnce, patience, step, System::nanoTime);
    }

    PerItem(Items<T> items, String what, int atOnce, Duration patience, Step<T> step, LongSupplier nanoTime) {
        this.items = items;
        this.what = what;
        this.step = step;
        this.atOnce = atOnce;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(what + ' ', 0).factory());
    }

    /** Does the step for each of the items that is not busy with it or in a pause after a failure. */
    void round(Collection<T> some) throws InterruptedException {
        forgetOthersThan(some.stream().map(items.id()).collect(Collectors.toSet()));
        Deque<Begun<T>> begun = new ArrayDeque<>();
        for (T item : some) {
            String id = items.id().apply(item);
            if (isFree(id)) {
                Future<?> work = threads.submit(() -> run(item));
                running.put(id, work);
                begun.add(new Begun<>(item, work));
            }
            if (begun.size() >= atOnce) {
                await(begun.remove());
            }
        }
        while (!begun.isEmpty()) {
            await(begun.remove());
        }
    }

    private void forgetOthersThan(Set<String> ids) {
        running.values().removeIf(Future::isDone);
        troubles.keySet().retainAll(ids);
    }

    private boolean isFree(String id) {
        Trouble trouble = troubles.get(id);
        return !running.containsKey(id) && (trouble == null || nanoTime.getAsLong() - trouble.until() >= 0);
    }

    private void await(Begun<T> begun) throws InterruptedException {
        try {
            begun.work().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            running.remove(items.id().apply(begun.item()), begun.work());
        } catch (TimeoutException slow) {
            LOG.debug("{} {}: to {} takes long; the others go on", items.kind(), items.name().apply(begun.item()),
                    what);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run(T item) {
        try {
            step.run(item);
            troubles.remove(items.id().apply(item));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RedisRefusedException refused) {
            // the monitor tells of it, once
            LOG.debug("{} {}: could not {}: {}", items.kind(), items.name().apply(item), what, refused.getMessage());
        } catch (RuntimeException failed) {
            note(item, failed);
        }
    }

    /** The first of equal failures is told with its stack. */
    private void note(T item, RuntimeException failed) {
        String id = items.id().apply(item);
        Trouble before = troubles.get(id);
        Duration pause = before == null ? FIRST_PAUSE : min(before.pause().multipliedBy(2), LONGEST_PAUSE);
        String reason = failed.toString();
        if (before == null || !before.reason().equals(reason)) {
            LOG.error("{} {}: could not {}; trying again, others go on", items.kind(), items.name().apply(item), what,
                    failed);
        }
        troubles.put(id, new Trouble(pause, nanoTime.getAsLong() + pause.toNanos(), reason));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Interrupts the steps that go on, and waits until they have ended, a few seconds at most: what they work with is closed next. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a step to {} did not end when it was interrupted", what);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
