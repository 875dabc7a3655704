package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes tasks from a job's books. Thread-safe. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Tasks handed out again at a time; the next round comes when those have not helped. */
    private static final int STALLED_AT_A_TIME = 1_000;

    /** So old are tasks that a resumed job is to publish, and no others. */
    private static final Duration SINCE_LONG = Duration.ofDays(1000);

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

    /** Tasks that were registered just now. */
    void registered(Job job, List<TaskMessage> tasks) throws InterruptedException {
        publish(job, tasks);
        ports.accounting().republished(job.id(), tasks);
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
        while (unpublished(job, SINCE_LONG) > 0) {
            LOG.debug("job {} goes on", job.spec().name());
        }
    }

    /** Open tasks of a job in which nothing was committed for so long and that nobody has in hand. @return how many */
    int stalled(Job job, Duration atLeast, Set<Long> running) throws InterruptedException {
        List<TaskMessage> tasks = ports.accounting().stalledFor(job.id(), atLeast, running, STALLED_AT_A_TIME);
        publish(job, tasks);
        return tasks.size();
    }

    private void publish(Job job, List<TaskMessage> tasks) throws InterruptedException {
        ports.broker().publish(tasks.stream().map(task -> new OutgoingMessage(job.spec().queue(task.task().lane()),
                task.id(), TaskCodec.encode(task))).toList());
    }
}
