package io.irodsingest.orchestrator.loops;

import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.orchestrator.lifecycle.Stops;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what a process left undone that died in the middle. Every step bears being done by several orchestrators at once.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Of a job, before it is the turn of the next. */
    private static final int MOST_A_ROUND = 20_000;

    /** What a worker gives back with a lost connection comes to another within the time after which it would be taken for lost. */
    private static final int IN_HAND_PER_STALLED = 4;

    private static final Duration INDEX_PERIOD = Duration.ofSeconds(10);
    private static final Duration INDEX_PAUSE = Duration.ofMillis(200);

    /**
     * When to do what.
     *
     * @param every the pause between two rounds
     * @param unpublished a task whose publishing was not reported for so long is published again
     * @param stalled so long workers have to tell which messages they took, and so far clocks may be apart, before a task is
     *        taken for lost
     */
    public record Times(Duration every, Duration unpublished, Duration stalled) {}

    private final Monitor monitor;
    private final Ports ports;
    private final Publisher publisher;
    private final Stops stops;
    private final Times times;
    private final QueueProgress progress;
    private final Loops loops = new Loops();

    public Sweeper(Monitor monitor, Ports ports, Publisher publisher, Stops stops, Times times) {
        this.monitor = monitor;
        this.ports = ports;
        this.publisher = publisher;
        this.stops = stops;
        this.times = times;
        this.progress = new QueueProgress(times.stalled());
    }

    public void start() {
        loops.everyJob(times.every(), "publish what was not published", () -> jobs(JobState::isActive),
                this::publishUnpublished);
        loops.everyJob(times.stalled().dividedBy(IN_HAND_PER_STALLED), "note which tasks workers have",
                () -> jobs(JobState::isActive), this::noteInHand);
        loops.everyJob(times.every(), "look for lost tasks", this::withProgressNoted, this::findLost);
        loops.every(INDEX_PERIOD, "keep the index of jobs", this::keepIndex);
        loops.every(INDEX_PERIOD, "keep the list of batches", () -> ports.batches().keepUp());
        loops.everyJob(times.every(), "bring stops to their end", this::stopping, this::endStop);
    }

    private void keepIndex() throws InterruptedException {
        while (ports.jobs().keepIndex()) {
            // the monitor puts in their places what was entered
            Thread.sleep(INDEX_PAUSE);
        }
    }

    private void publishUnpublished(Job job) throws InterruptedException {
        int count = 0;
        int some;
        do {
            some = publisher.unpublished(job, times.unpublished());
            count += some;
        } while (some > 0 && count < MOST_A_ROUND);
        if (count > 0) {
            LOG.warn("job {}: {} registered tasks were perhaps not published; published them again",
                    job.spec().name(), count);
        }
    }

    private void noteInHand(Job job) throws InterruptedException {
        ports.accounting().inHand(job.id(), inHand(monitor.cluster(), job));
    }

    private List<Job> withProgressNoted() {
        progress.note(monitor.cluster(), System.nanoTime());
        return jobs(JobState::isActive);
    }

    private void findLost(Job job) throws InterruptedException {
        ports.accounting().adoptStrays(job.id());
        Set<Long> inHand = inHand(monitor.cluster(), job);
        for (Lane lane : job.spec().work().lanes()) {
            Optional<Instant> passed = progress.passed(job.spec().queue(lane), System.nanoTime());
            if (passed.isPresent()) {
                findLost(job, lane, passed.get().minus(times.stalled()), inHand);
            }
        }
    }

    private void findLost(Job job, Lane lane, Instant before, Set<Long> inHand) throws InterruptedException {
        int count = publisher.lost(job, lane, before, inHand);
        if (count > 0) {
            LOG.warn(
                    "job {}: {} tasks of queue {} were published before {}, which the queue has passed, and no worker has them;"
                            + " published them again",
                    job.spec().name(), count, job.spec().queue(lane), before);
        }
    }

    private List<Job> stopping() {
        List<Job> stopping = jobs(state -> state == JobState.STOPPING);
        stops.forgetOthersThan(stopping.stream().map(Job::id).collect(Collectors.toSet()));
        return stopping;
    }

    private void endStop(Job job) throws InterruptedException {
        stops.settle(job.id(), job.passes().ended()).filter(state -> state == JobState.STOPPED)
                .ifPresent(state -> LOG.info("job {} is stopped", job.spec().name()));
    }

    /** Tasks that workers have, at work or waiting. */
    private static Set<Long> inHand(ClusterSnapshot cluster, Job job) {
        return cluster.workers().stream().flatMap(worker -> Stream.of(worker.running(), worker.waiting()))
                .flatMap(tasks -> tasks.getOrDefault(job.id(), List.of()).stream()).collect(Collectors.toSet());
    }

    private List<Job> jobs(Predicate<JobState> wanted) {
        return monitor.cluster().jobs().stream().filter(job -> wanted.test(job.state())).toList();
    }

    @Override
    public void close() {
        loops.close();
    }
}
