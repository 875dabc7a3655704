package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes tasks from a job's books. Thread-safe. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Of stalled tasks, no more in one round: the next comes when those have not helped. */
    private static final int AT_A_TIME = 1_000;

    private final Ports ports;

    Publisher(Ports ports) {
        this.ports = ports;
    }

    /** What is registered and was not reported as published for so long. @return how many */
    int unpublished(Job job, Duration atLeast) throws InterruptedException {
        List<TaskMessage> tasks = ports.accounting().unpublishedFor(job.id(), atLeast);
        if (!tasks.isEmpty()) {
            registered(job, tasks);
        }
        return tasks.size();
    }

    /** Tasks that were registered just now. Of very many the rest is left out when the job is stopped meanwhile. */
    void registered(Job job, List<TaskMessage> tasks) throws InterruptedException {
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

    /** Delayed tasks that are due. @return how many */
    int due(Job job) throws InterruptedException {
        List<TaskMessage> tasks = ports.accounting().due(job.id());
        if (!tasks.isEmpty()) {
            registered(job, tasks);
        }
        return tasks.size();
    }

    /** All tasks of a job that goes on after a pause. Were this process to end here, the sweep would go on with it. */
    void resumed(Job job) throws InterruptedException {
        while (unpublished(job, JobStore.RESUMED_AGE) > 0) {
            LOG.debug("job {} goes on", job.spec().name());
        }
    }

    /** Open tasks of a job in which nothing was committed for so long and that nobody has in hand. @return how many */
    int stalled(Job job, Duration atLeast, Set<Long> running) throws InterruptedException {
        List<TaskMessage> tasks = ports.accounting().stalledFor(job.id(), atLeast, running, AT_A_TIME);
        publish(job, tasks);
        return tasks.size();
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
