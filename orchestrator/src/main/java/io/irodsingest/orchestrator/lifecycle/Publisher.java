package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes tasks from a job's task table. Thread-safe. */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** So many go to the broker together. */
    private static final int AT_A_TIME = 1_000;

    private final Ports ports;

    public Publisher(Ports ports) {
        this.ports = ports;
    }

    /** What is registered and was not reported as published for so long. @return how many */
    public int unpublished(Job job, Duration atLeast) throws InterruptedException {
        List<TaskMessage> tasks = ports.accounting().unpublishedFor(job.id(), atLeast);
        if (!tasks.isEmpty()) {
            registered(job, tasks);
        }
        return tasks.size();
    }

    /** Tasks that were registered just now. Of very many the rest is left out when the job is stopped meanwhile. */
    public void registered(Job job, List<TaskMessage> tasks) throws InterruptedException {
        for (int from = 0; from < tasks.size(); from += AT_A_TIME) {
            if (from > 0 && !isActive(job)) {
                return;
            }
            publish(job, tasks.subList(from, Math.min(tasks.size(), from + AT_A_TIME)));
        }
        ports.accounting().republished(job.id(), tasks);
    }

    private boolean isActive(Job job) throws InterruptedException {
        JobState state = ports.jobs().states(List.of(job.id())).get(job.id());
        return state != null && state.isActive();
    }

    /** Delayed tasks that are due; of very many, some. @return how many */
    public int due(Job job) throws InterruptedException {
        int count = 0;
        List<TaskMessage> tasks;
        do {
            tasks = ports.accounting().due(job.id());
            if (!tasks.isEmpty()) {
                registered(job, tasks);
            }
            count += tasks.size();
        } while (!tasks.isEmpty() && count < AT_A_TIME);
        return count;
    }

    /** All that waits to be published for {@link JobStore#RESUMED_AGE}. Were this process to end here, the sweep would go on with it. */
    void resumed(Job job) throws InterruptedException {
        while (unpublished(job, JobStore.RESUMED_AGE) > 0) {
            LOG.debug("job {}: tasks are published again", job.spec().name());
        }
    }

    /**
     * Tasks of a lane that are lost.
     *
     * @param before everything of the lane that was published before that time was taken from the queue
     * @param inHand tasks that workers have
     * @return how many
     * @see io.irodsingest.common.state.Accounting#lost
     */
    public int lost(Job job, Lane lane, Instant before, Set<Long> inHand) throws InterruptedException {
        int count = 0;
        int some = AT_A_TIME;
        while (some == AT_A_TIME) {
            some = ports.accounting().lost(job.id(), lane, before, inHand, AT_A_TIME);
            if (some > 0) {
                resumed(job);
            }
            count += some;
        }
        return count;
    }

    /** A queue that the broker refuses is the end of the pass: no waiting helps. */
    private void publish(Job job, List<TaskMessage> tasks) throws InterruptedException {
        try {
            send(job, tasks);
        } catch (QueueRefusedException refused) {
            LOG.error("job {} cannot be done: {}", job.spec().name(), refused.getMessage());
            ports.accounting().fail(tasks.getFirst(), refused.getMessage());
        }
    }

    private void send(Job job, List<TaskMessage> tasks) throws InterruptedException {
        ports.broker().publish(tasks.stream().map(task -> new OutgoingMessage(job.spec().queue(task.task().lane()),
                task.id(), TaskCodec.encode(task), Optional.of(task.task().type()),
                Optional.of(job.spec().trace(job.id()).toString()))).toList());
    }
}
