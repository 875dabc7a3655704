package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.redis.RedisRefusedException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step of a loop that is done for many jobs, so that the trouble of one is its own. A step that takes long goes on beside the
 * loop, and the job is passed over until it has ended. A step that failed is done again after a pause, longer each time. Rounds
 * are for one thread.
 */
final class PerJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PerJob.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** What is done for a job. */
    @FunctionalInterface
    interface Step {
        void run(Job job) throws InterruptedException;
    }

    private final String what;
    private final Step step;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final ExecutorService threads;
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /** @param until by the clock of nanoseconds */
    private record Trouble(Duration pause, long until, String reason) {}

    /**
     * @param what a verb and its object, for the log
     * @param patience how long a job's step keeps the others waiting
     */
    PerJob(String what, Duration patience, Step step) {
        this(what, patience, step, System::nanoTime);
    }

    PerJob(String what, Duration patience, Step step, LongSupplier nanoTime) {
        this.what = what;
        this.step = step;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(what + ' ', 0).factory());
    }

    /** Does the step for each of the jobs that is not busy with it or in a pause after a failure. */
    void round(Collection<Job> jobs) throws InterruptedException {
        forgetOthersThan(jobs.stream().map(Job::id).collect(Collectors.toSet()));
        for (Job job : jobs) {
            if (isFree(job.id())) {
                begin(job);
            }
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

    private void begin(Job job) throws InterruptedException {
        Future<?> work = threads.submit(() -> run(job));
        running.put(job.id(), work);
        try {
            work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            running.remove(job.id(), work);
        } catch (TimeoutException slow) {
            LOG.debug("job {}: to {} takes long; the others go on", job.spec().name(), what);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run(Job job) {
        try {
            step.run(job);
            troubles.remove(job.id());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RedisRefusedException refused) {
            // the monitor tells of it, once
            LOG.debug("job {}: could not {}: {}", job.spec().name(), what, refused.getMessage());
        } catch (RuntimeException failed) {
            note(job, failed);
        }
    }

    /** The first of equal failures is told with its stack. */
    private void note(Job job, RuntimeException failed) {
        Trouble before = troubles.get(job.id());
        Duration pause = before == null ? FIRST_PAUSE : min(before.pause().multipliedBy(2), LONGEST_PAUSE);
        String reason = failed.toString();
        if (before == null || !before.reason().equals(reason)) {
            LOG.error("job {}: could not {}; trying again, other jobs go on", job.spec().name(), what, failed);
        }
        troubles.put(job.id(), new Trouble(pause, nanoTime.getAsLong() + pause.toNanos(), reason));
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
