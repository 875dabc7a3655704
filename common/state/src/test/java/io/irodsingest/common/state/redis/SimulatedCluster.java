package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.Ids;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.redis.ModelTree.Part;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Workers that die at every point, a broker in memory that delivers twice and loses messages, and an orchestrator's sweep; the
 * state store is the real one.
 */
final class SimulatedCluster implements AutoCloseable {
    private static final Duration UNPUBLISHED_AFTER = Duration.ofMillis(150);
    private static final Duration STALLED_AFTER = Duration.ofMillis(300);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMillis(50);
    private static final int WORKERS = 6;

    /** Dies, on purpose. */
    private static final class Crash extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Delivery(TaskMessage message, boolean redelivered, Instant publishedAt) {
        Delivery(TaskMessage message, boolean redelivered) {
            this(message, redelivered, Instant.now());
        }
    }

    private final RedisState state;
    private final RedisAccounting accounting;
    private final ModelTree tree;
    private final String jobId;
    private final double faults;
    private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final Counts.Builder counted = new Counts.Builder();
    private volatile boolean ending;
    private volatile boolean paused;
    private volatile boolean resumed;
    private volatile int pauses;
    /** When the newest message was published that somebody took from the queue for the first time. */
    private volatile Instant reached = Instant.EPOCH;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> ends = new ArrayList<>();

    /** @param faults how probable each kind of accident is at each chance */
    SimulatedCluster(RedisState state, ModelTree tree, TaskMessage first, double faults) {
        this.state = state;
        this.tree = tree;
        this.faults = faults;
        accounting = (RedisAccounting) state.accounting();
        jobId = first.jobId();
        queue.add(new Delivery(first, false));
        for (int i = 0; i < WORKERS; i++) {
            Random random = new Random(tree.seed() + i);
            ends.add(threads.submit(() -> work(random)));
        }
        ends.add(threads.submit(this::sweep));
    }

    /** Commits that were answered so far. */
    long commits() {
        return commits.get();
    }

    /** Commits that finished a task and counted. */
    long finished() {
        return finished.get();
    }

    /** The sums of all commits that counted. */
    Counts counted() {
        synchronized (counted) {
            return counted.build();
        }
    }

    /** Ends all threads, each when it has the answer that it waits for, and reports what they died of. */
    void end() {
        ending = true;
        try {
            ends.forEach(end -> assertThat(end).succeedsWithin(LONG_ENOUGH));
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        end();
    }

    private Void work(Random random) throws InterruptedException {
        while (!ending) {
            Delivery delivery = queue.poll(A_WHILE.toMillis(), TimeUnit.MILLISECONDS);
            if (delivery != null && !delivery.redelivered() && delivery.publishedAt().isAfter(reached)) {
                reached = delivery.publishedAt();
            }
            if (delivery == null || happens(random)) {
                continue; // nothing came, or the broker lost it
            }
            if (happens(random)) {
                queue.add(new Delivery(delivery.message(), true));
            }
            try {
                deliver(delivery, random);
            } catch (Crash died) {
                queue.add(new Delivery(delivery.message(), true));
            }
        }
        return null;
    }

    private void deliver(Delivery delivery, Random random) throws Crash, InterruptedException {
        TaskMessage message = delivery.message();
        if (paused) {
            if (delivery.redelivered()) {
                accounting.noteBegun(message);
            }
            return;
        }
        if (delivery.redelivered() || message.mayBeBegun() || resumed) {
            Optional<TaskMessage> current = accounting.current(message);
            if (current.isEmpty()) {
                publish(message, accounting.unpublished(message), random);
                return;
            }
            if (!current.get().nonce().equals(message.nonce())
                    && (!delivery.redelivered() || current.get().origin().equals(message.origin()))) {
                return;
            }
            message = current.get();
        }
        running.add(message.number());
        try {
            Optional<TaskMessage> rest = Optional.of(message);
            while (rest.isPresent()) {
                rest = execute(rest.get(), random);
            }
        } finally {
            running.remove(message.number());
        }
    }

    private Optional<TaskMessage> execute(TaskMessage message, Random random) throws Crash, InterruptedException {
        crashPerhaps(random);
        Part part = Given.understood(message) instanceof IngestTask.RemoveCollections
                ? removal()
                : tree.of(message.task());
        CommitCall call = new CommitCall(new Commit(message, part.counts(), part.children(), part.failures(),
                CacheUpdate.NONE, part.remainder(), part.extras()), Ids.nonce());
        Committed committed = accounting.commit(call);
        boolean counts = committed.first();
        if (happens(random)) { // as if the first answer had been lost
            committed = accounting.commit(call);
            counts |= committed.first();
        }
        if (counts) {
            note(part);
        }
        commits.incrementAndGet();
        crashPerhaps(random);
        publish(message, committed.toPublish(), random);
        return committed.remainder();
    }

    private Part removal() throws InterruptedException {
        List<String> gone = accounting.noted(jobId, IngestCourse.REMOVALS, Integer.MAX_VALUE);
        return new Part(Counts.of(IngestCount.COLLECTIONS_DELETED, gone.size()), List.of(), List.of(),
                Given.dealtWith(gone), Optional.empty());
    }

    private void publish(TaskMessage parent, List<TaskMessage> messages, Random random) throws Crash {
        messages.forEach(message -> queue.add(new Delivery(message, false)));
        crashPerhaps(random);
        accounting.published(parent, messages);
    }

    private void note(Part part) {
        if (part.remainder().isEmpty()) {
            finished.incrementAndGet();
        }
        synchronized (counted) {
            part.counts().values().forEach(counted::add);
        }
    }

    private Void sweep() throws InterruptedException {
        Random random = new Random(tree.seed());
        while (!ending && state.jobs().states(List.of(jobId)).getOrDefault(jobId, JobState.FAILED).keepsTasks()) {
            enqueue(accounting.unpublishedFor(jobId, UNPUBLISHED_AFTER));
            enqueue(accounting.due(jobId));
            accounting.adoptStrays(jobId);
            Instant before = (queue.isEmpty() ? Instant.now() : reached).minus(STALLED_AFTER);
            for (Lane lane : IngestLane.ALL) {
                accounting.lost(jobId, lane, before, Set.copyOf(running), 50);
            }
            if (random.nextDouble() < faults) {
                pauseForAMoment();
            }
        }
        return null;
    }

    private void pauseForAMoment() throws InterruptedException {
        paused = state.jobs().change(jobId, JobState.PAUSED, Optional.empty()).equals(Optional.of(JobState.PAUSED));
        long before = commits.get();
        while (paused && !ending && queue.size() > 20 && commits.get() < before + WORKERS) {
            Thread.onSpinWait();
        }
        resumed |= paused;
        paused = false;
        state.jobs().resume(jobId, Set.copyOf(running));
        pauses++;
    }

    /** How often the job was paused. */
    int pauses() {
        return pauses;
    }

    private void enqueue(List<TaskMessage> messages) throws InterruptedException {
        messages.forEach(message -> queue.add(new Delivery(message, false)));
        accounting.republished(jobId, messages);
    }

    private void crashPerhaps(Random random) throws Crash {
        if (happens(random)) {
            throw new Crash();
        }
    }

    private boolean happens(Random random) {
        return random.nextDouble() < faults;
    }
}
