package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what a process left undone that died in the middle. Every step bears being done by several orchestrators at once.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /**
     * When to do what.
     *
     * @param every the pause between two rounds
     * @param unpublished a task whose publishing was not reported for so long is published again
     * @param stalled a job in which nothing was committed for so long is looked at
     */
    record Times(Duration every, Duration unpublished, Duration stalled) {}

    private final Monitor monitor;
    private final Publisher publisher;
    private final Stops stops;
    private final Times times;
    private final Loops loops = new Loops();

    Sweeper(Monitor monitor, Publisher publisher, Stops stops, Times times) {
        this.monitor = monitor;
        this.publisher = publisher;
        this.stops = stops;
        this.times = times;
    }

    void start() {
        loops.everyJob(times.every(), "publish what was not published", () -> jobs(JobState::isActive),
                this::publishUnpublished);
        loops.everyJob(times.every(), "look for stalled tasks", () -> jobs(JobState::isActive), this::handOutStalled);
        loops.everyJob(times.every(), "bring stops to their end", this::stopping, this::endStop);
    }

    private void publishUnpublished(Job job) throws InterruptedException {
        int count = publisher.unpublished(job, times.unpublished());
        if (count > 0) {
            LOG.warn("job {}: {} registered tasks were perhaps not published; published them again",
                    job.spec().name(), count);
        }
    }

    private void handOutStalled(Job job) throws InterruptedException {
        if (!isOutOfMessages(job)) {
            return;
        }
        int count = publisher.stalled(job, times.stalled(), runningTasks(job));
        if (count > 0) {
            LOG.warn("job {}: nothing happened for {} s and its queues are empty; {} open tasks published again",
                    job.spec().name(), times.stalled().toSeconds(), count);
        }
    }

    private List<Job> stopping() {
        List<Job> stopping = jobs(state -> state == JobState.STOPPING);
        stops.forgetOthersThan(stopping.stream().map(Job::id).collect(Collectors.toSet()));
        return stopping;
    }

    private void endStop(Job job) throws InterruptedException {
        stops.settle(job.id()).filter(state -> state == JobState.STOPPED)
                .ifPresent(state -> LOG.info("job {} is stopped", job.spec().name()));
    }

    /** Whether somebody takes from all queues of a job and nothing waits there. */
    private boolean isOutOfMessages(Job job) {
        return job.spec().lanes().stream().map(lane -> monitor.cluster().queues().get(job.spec().queue(lane)))
                .allMatch(Sweeper::isServedAndEmpty);
    }

    private static boolean isServedAndEmpty(QueueDepth depth) {
        return depth != null && depth.ready() == 0 && depth.consumers() > 0;
    }

    private Set<Long> runningTasks(Job job) {
        return monitor.cluster().workers().stream()
                .flatMap(worker -> worker.running().getOrDefault(job.id(), List.of()).stream())
                .collect(Collectors.toSet());
    }

    private List<Job> jobs(Predicate<JobState> wanted) {
        return monitor.cluster().jobs().stream().filter(job -> wanted.test(job.state())).toList();
    }

    @Override
    public void close() {
        loops.close();
    }
}
