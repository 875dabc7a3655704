package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.batch.BatchIntake;
import io.irodsingest.orchestrator.batch.BatchStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gives batches their rows that were made without their users, by a schedule or because another job has ended: their rows are kept with
 * their jobs. Any number of orchestrators may do this at once.
 */
public final class KeptBatches implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Monitor monitor;
    private final BatchIntake intake;
    private final Loops loops = new Loops();
    /** Held batches with which no rows are kept: their users send them, or have. */
    private final Set<String> others = ConcurrentHashMap.newKeySet();

    public KeptBatches(Monitor monitor, BatchIntake intake) {
        this.monitor = monitor;
        this.intake = intake;
    }

    public void start() {
        loops.everyJob(PERIOD, "give batches their rows", this::held, this::fill);
    }

    private List<Job> held() {
        List<Job> held = monitor.cluster().jobs().stream().filter(BatchStatus::isHeldBatch).toList();
        others.retainAll(held.stream().map(Job::id).collect(Collectors.toSet()));
        return held.stream().filter(job -> !others.contains(job.id())).toList();
    }

    private void fill(Job job) throws InterruptedException {
        if (!intake.fill(job)) {
            others.add(job.id());
        }
    }

    @Override
    public void close() {
        loops.close();
    }
}
