package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.orchestrator.loops.PerItem.Items;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Things done again and again, each on its own thread, so that one that waits or fails keeps back no other. */
final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /** Long for a few round trips, and short for those who wait. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** One round. */
    @FunctionalInterface
    interface Round {
        void run() throws InterruptedException;
    }

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<PerItem<?>> perItem = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    /** The pause lies between the end of a round and the begin of the next. */
    void every(Duration pause, String name, Round round) {
        threads.add(Thread.ofVirtual().name(name).start(() -> repeat(pause, name, round)));
    }

    /**
     * A step for each of some jobs, whose troubles are their own.
     *
     * @param jobs asked before each round
     */
    void everyJob(Duration pause, String name, Supplier<? extends Collection<Job>> jobs, PerItem.Step<Job> step) {
        PerItem<Job> steps = perItem(Items.JOBS, name, 1, step);
        every(pause, name, () -> steps.round(List.copyOf(jobs.get())));
    }

    /** Steps for items, whose troubles are their own, for rounds that the caller makes; they end with these loops. */
    <T> PerItem<T> perItem(Items<T> items, String name, int atOnce, PerItem.Step<T> step) {
        PerItem<T> steps = new PerItem<>(items, name, atOnce, PATIENCE, step);
        perItem.add(steps);
        return steps;
    }

    /**
     * As {@link #every}, and at once when it is woken.
     *
     * @return wakes it; may be called by any thread
     */
    Runnable everyOrWoken(Duration pause, String name, Round round) {
        Semaphore woken = new Semaphore(0);
        threads.add(Thread.ofVirtual().name(name).start(() -> repeat(() -> {
            if (woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        }, name, round)));
        return woken::release;
    }

    private void repeat(Duration pause, String name, Round round) {
        repeat(() -> Thread.sleep(pause), name, round);
    }

    /** Until these loops are closed, whatever is thrown. */
    private void repeat(Round pause, String name, Round round) {
        while (!closing) {
            try {
                runOnce(name, round);
                pause.run();
            } catch (InterruptedException stopped) {
                if (!closing) {
                    LOG.error("a round to {} was interrupted though nothing ends; trying again", name, stopped);
                }
            }
        }
        LOG.debug("{} ended", name);
    }

    private static void runOnce(String name, Round round) throws InterruptedException {
        try {
            round.run();
        } catch (RedisRefusedException refused) {
            // the monitor tells of it, once
            LOG.debug("could not {}: {}", name, refused.getMessage());
        } catch (RuntimeException | Error failed) {
            LOG.error("could not {}; trying again", name, failed);
        }
    }

    /** Interrupts the rounds and waits until they have ended, a few seconds at most. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        perItem.forEach(PerItem::close);
        try {
            for (Thread thread : threads) {
                thread.join(LONGEST_CLOSE);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
