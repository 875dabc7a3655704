package io.irodsingest.orchestrator.batch;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.lifecycle.Jobs;

/** What is done to batches and slow queries besides what is done to all jobs. Thread-safe. */
public final class BatchOrders {
    private final BatchStore store;
    private final BoundedCalls bounded;
    private final Jobs jobs;

    public BatchOrders(BatchStore store, BoundedCalls bounded, Jobs jobs) {
        this.store = store;
        this.bounded = bounded;
        this.jobs = jobs;
    }

    /**
     * Lets a batch begin that takes rows. Without effect on one that is released, and that nobody has begun.
     *
     * @return the batch as it is then
     * @throws Refusal when it has begun, has ended, or has no rows
     */
    public Job release(Job job) throws InterruptedException {
        if (BatchStatus.isHeld(job)) {
            if (bounded.call(() -> store.content(job.id())).segments().isEmpty()) {
                throw Refusal.conflict("No rows", "batch '" + job.spec().name()
                        + "' has no rows yet; add some, or abort it");
            }
            jobs.release(job);
            return jobs.find(job.id());
        }
        if (BatchStatus.of(job) == BatchStatus.QUEUED) {
            return job;
        }
        throw Refusal.conflict("Not in this state", "batch '" + job.spec().name() + "' is " + BatchStatus.of(job)
                + " and cannot be released");
    }

    /**
     * Ends a batch before it is done; rows that have no result yet get none. Without effect on one that has ended.
     *
     * @return the batch as it is then; it may come to its end a moment later
     */
    public Job abort(Job job) throws InterruptedException {
        if (job.state().isFinal()) {
            return job;
        }
        try {
            return jobs.stop(job.id());
        } catch (Refusal refused) {
            Job now = jobs.find(job.id());
            if (now.state().isFinal()) {
                // it has ended by itself meanwhile
                return now;
            }
            throw refused;
        }
    }
}
