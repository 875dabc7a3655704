package io.irodsingest.orchestrator;

import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.JobStore.Creation.NameTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with jobs. No call waits longer than some seconds for a server that is away. Thread-safe. */
final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LONGEST_STOP = Duration.ofMillis(1200);
    private static final Duration STOP_POLL = Duration.ofMillis(100);

    private final Ports ports;
    private final Bounded bounded;
    private final Publisher publisher;
    private final Stops stops;

    Jobs(Ports ports, Bounded bounded, Publisher publisher, Stops stops) {
        this.ports = ports;
        this.bounded = bounded;
        this.publisher = publisher;
        this.stops = stops;
    }

    /**
     * Makes a job.
     *
     * @param handler the content of its event handler
     * @throws Refusal when the name is taken, or a server that is needed is away: then there is no job, as far as is known
     */
    Job start(JobSpec spec, Optional<byte[]> handler) throws InterruptedException {
        Created created = switch (bounded.call(() -> {
            // a job that nobody could be told of is better refused while its sender is there to hear it
            ports.broker().depth(spec.queue(Lane.RESTART));
            return ports.jobs().create(spec, handler);
        })) {
            case Created made -> made;
            case NameTaken taken -> throw Refusal.conflict("Job name taken", "a job named '" + spec.name()
                    + "' exists and is " + taken.holder().state() + "; stop it or choose another name");
        };
        Job job = created.job();
        LOG.info("job {} accepted: {}", job.spec().name(), job.spec().describe());
        // not bounded: the job exists; were the broker lost just now, the message goes out when it is back
        bounded.inBackground(() -> {
            publisher.registered(job, List.of(created.first()));
            return null;
        });
        return job;
    }

    List<Job> list() throws InterruptedException {
        return bounded.call(() -> ports.jobs().all());
    }

    /** @throws Refusal when there is none */
    Job find(String nameOrId) throws InterruptedException {
        Optional<Job> job = bounded.call(() -> {
            Optional<Job> named = ports.jobs().byName(nameOrId);
            return named.isPresent() ? named : ports.jobs().byId(nameOrId);
        });
        return job.orElseThrow(() -> Refusal.unknownJob(nameOrId));
    }

    /** Asks a job to stop and waits a moment for it. @return the job as it is then: STOPPING or STOPPED */
    Job stop(String nameOrId) throws InterruptedException {
        Job job = find(nameOrId);
        JobState state = bounded.call(() -> stops.begin(job.id()))
                .orElseThrow(() -> Refusal.unknownJob(nameOrId));
        if (state.isFinal() && state != JobState.STOPPED) {
            throw Refusal.conflict("Job has ended", "job '" + job.spec().name() + "' has ended already: " + state);
        }
        if (job.state() != JobState.STOPPING && !job.state().isFinal()) {
            LOG.info("job {} is asked to stop", job.spec().name());
        }
        Instant limit = Instant.now().plus(LONGEST_STOP);
        while (state == JobState.STOPPING && Instant.now().isBefore(limit)) {
            Thread.sleep(STOP_POLL);
            state = bounded.call(() -> stops.settle(job.id())).orElse(JobState.STOPPED);
        }
        return find(job.id());
    }

    List<EntryFailure> failures(String nameOrId, int offset, int limit) throws InterruptedException {
        Job job = find(nameOrId);
        return bounded.call(() -> ports.accounting().failures(job.id(), offset, limit));
    }
}
