package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.trace.FinishedSpan;
import io.irodsingest.common.trace.TracedWork;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes jobs, whoever wishes for them. It waits for a Redis that is away, and not for a broker. Thread-safe. */
public final class JobCreator {
    private static final Logger LOG = LoggerFactory.getLogger(JobCreator.class);
    private static final AttributeKey<String> JOB = AttributeKey.stringKey("irods_ingest.job.id");
    private static final AttributeKey<String> JOB_NAME = AttributeKey.stringKey("irods_ingest.job.name");

    private final Ports ports;
    private final Publisher publisher;
    private final ScheduledActions schedules;

    /** @param schedules what follows a job may name one of them */
    public JobCreator(Ports ports, Publisher publisher, ScheduledActions schedules) {
        this.ports = ports;
        this.publisher = publisher;
        this.schedules = schedules;
    }

    /**
     * Makes a job, unless its wish was fulfilled before or its name is taken. Whoever gets one that is new calls {@link #accepted} next,
     * and {@link #publish} if it does not wait for others.
     *
     * @throws InvalidJobException when it is to come after a job that is not there, or names a schedule that cannot be run
     * @throws QueueRefusedException when the broker does not let us have one of its queues
     * @throws UnavailableException when the broker is away; no job is made then
     */
    public Creation create(NewJob wish) throws UnavailableException, InterruptedException {
        JobSpec spec = wish.spec();
        if (!spec.chain().equals(JobChain.NONE)) {
            // what it names may have another meaning by now, which does not matter to a wish that was fulfilled
            Optional<Job> made = ports.jobs().byId(wish.id());
            if (made.isPresent()) {
                return new Creation.Exists(made.get());
            }
            checkSchedules(spec, wish.id());
        }
        NewJob found = wish.behind(predecessors(wish));
        // a job that nobody could be told of is better refused while its sender is there to hear it
        ports.broker().depth(spec.queue(wish.course().first().lane()));
        for (Lane lane : spec.work().lanes()) {
            ports.broker().declare(spec.queue(lane));
        }
        return ports.jobs().create(found);
    }

    private void checkSchedules(JobSpec spec, String id) throws InterruptedException {
        for (Map.Entry<On, FollowUp> one : spec.chain().followUps().entrySet()) {
            String nextId = NewJob.followUpId(id, one.getKey());
            switch (one.getValue()) {
                case FollowUp.OfSchedule next -> LOG.debug("schedule {} can follow as job {}", next.name(),
                        schedules.job(next.name(), spec.grant(), nextId).id());
                case FollowUp.OfJob next -> checkSchedules(next.spec(), nextId);
            }
        }
    }

    /** Names may be used again: what they mean is noted when the job is made. A release that it waits for stays. */
    private List<Predecessor> predecessors(NewJob wish) throws InterruptedException {
        List<Predecessor> found = new ArrayList<>(
                wish.predecessors().stream().filter(Predecessor::isRelease).toList());
        for (String asked : wish.spec().chain().after()) {
            found.add(predecessor(wish, "after", asked, false));
        }
        for (String asked : wish.spec().chain().afterAny()) {
            found.add(predecessor(wish, "after_any", asked, true));
        }
        return found;
    }

    private Predecessor predecessor(NewJob wish, String option, String asked, boolean however)
            throws InterruptedException {
        if (asked.equals(wish.id()) || asked.equals(wish.spec().name())) {
            throw new InvalidJobException(option + ": a job cannot wait for itself, and '" + asked
                    + "' is its own name; give the id of an earlier job of that name if you mean that");
        }
        Optional<Job> named = ports.jobs().byName(asked);
        Job job = (named.isPresent() ? named : ports.jobs().byId(asked))
                .orElseThrow(() -> new InvalidJobException(option + ": there is no job '" + asked
                        + "'; it must be made before the job that waits for it, and is forgotten some time after its end"));
        return new Predecessor(job.id(), job.spec().name(), however, false);
    }

    /** Tells that a job was made. */
    public void accepted(Job job) {
        if (job.spec().traceParent().isEmpty()) {
            // the trace is the job's own, and begins here
            ports.tracing().ended(new FinishedSpan("job", SpanKind.INTERNAL, job.spec().trace(job.id()),
                    Optional.empty(), Duration.ZERO, Attributes.of(JOB, job.id(), JOB_NAME, job.spec().name()),
                    Optional.empty()));
        }
        TracedWork.run(job.spec().trace(job.id()),
                () -> LOG.info("job {} accepted: {}", job.spec().name(), job.spec().describe()));
    }

    /** Hands out the first task of a new job, and waits for a broker that is away. Were this process to end here, the sweep would do it. */
    public void publish(Creation.Created made) throws InterruptedException {
        publisher.registered(made.job(), List.of(made.first()));
    }
}
