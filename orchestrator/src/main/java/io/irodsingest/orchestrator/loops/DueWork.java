package io.irodsingest.orchestrator.loops;

import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts passes of periodic jobs and publishes delayed tasks when they are due, and ends jobs that nobody began in time, that take
 * too long, or that are batches of which too many rows failed. When that is stands in the jobs' records, which
 * the monitor reads anyway, with the time of Redis: nothing is asked for while nothing is due. Redis' clock decides alone, in the
 * end by a compare-and-set in the job, so any number of orchestrators may do this at once, whatever their clocks say.
 */
public final class DueWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Monitor monitor;
    private final Ports ports;
    private final Publisher publisher;
    private final Loops loops = new Loops();

    public DueWork(Monitor monitor, Ports ports, Publisher publisher) {
        this.monitor = monitor;
        this.ports = ports;
        this.publisher = publisher;
    }

    public void start() {
        loops.everyJob(PERIOD, "start passes",
                () -> jobs(job -> job.state() == JobState.WAITING && isOver(job.passes().next())), this::startPass);
        loops.everyJob(PERIOD, "publish delayed tasks",
                () -> jobs(job -> job.state().isActive() && isOver(job.passes().due())), this::publishDelayed);
        loops.everyJob(PERIOD, "end jobs that no worker has begun in time", () -> jobs(this::hasExpired),
                job -> ports.jobs().expire(job).filter(JobState.EXPIRED::equals)
                        .ifPresent(state -> LOG.info("job {} has expired", job.spec().name())));
        loops.everyJob(PERIOD, "stop what takes longer than its deadline", () -> jobs(this::isOverdue),
                job -> ports.jobs().stopOverdue(job).filter(JobState.STOPPING::equals)
                        .ifPresent(state -> LOG.info("job {} is stopped: its deadline is over", job.spec().name())));
        loops.everyJob(PERIOD, "give up batches of which too much failed", () -> jobs(job -> givenUp(job).isPresent()),
                this::giveUp);
    }

    private static Optional<String> givenUp(Job job) {
        return job.state().isActive() && job.spec().work() instanceof BatchSpec batch
                ? batch.givenUp(job.counts())
                : Optional.empty();
    }

    /** What was seen a moment ago may have been given up since. */
    private void giveUp(Job job) throws InterruptedException {
        Optional<JobState> state = Optional.ofNullable(ports.jobs().states(List.of(job.id())).get(job.id()));
        if (state.filter(JobState::isActive).isPresent()) {
            String reason = givenUp(job).orElseThrow();
            ports.jobs().change(job.id(), JobState.STOPPING, Optional.of(reason));
            LOG.info("batch {} is given up: {}", job.spec().name(), reason);
        }
    }

    private boolean hasExpired(Job job) {
        return job.state().mayBecome(JobState.EXPIRED) && job.passes().begun().isEmpty()
                && isOver(job.spec().options().timing().startWithin().map(job.createdAt()::plus));
    }

    private boolean isOverdue(Job job) {
        return job.state().isActive()
                && isOver(job.spec().options().timing().deadline().map(job.passes().startedAt()::plus));
    }

    private void startPass(Job job) throws InterruptedException {
        Optional<TaskMessage> first = ports.jobs().beginPass(job.id());
        if (first.isPresent()) {
            LOG.info("job {}: pass {} begins", job.spec().name(), job.passes().ended() + 1);
            publisher.registered(job, List.of(first.get()));
        }
    }

    private void publishDelayed(Job job) throws InterruptedException {
        int count = publisher.due(job);
        LOG.debug("job {}: {} delayed tasks are due", job.spec().name(), count);
    }

    private List<Job> jobs(Predicate<Job> wanted) {
        return monitor.cluster().jobs().stream().filter(wanted).toList();
    }

    private boolean isOver(Optional<Instant> time) {
        return time.isPresent() && !monitor.cluster().time().now().isBefore(time.get());
    }

    @Override
    public void close() {
        loops.close();
    }
}
