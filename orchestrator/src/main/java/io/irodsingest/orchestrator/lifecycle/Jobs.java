package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.JobStore.Creation.Blocked;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.JobStore.Creation.Exists;
import io.irodsingest.common.state.JobStore.Creation.NameTaken;
import io.irodsingest.common.state.JobStore.Retry;
import io.irodsingest.common.state.JobStore.Retry.Begun;
import io.irodsingest.common.state.JobStore.Retry.NothingToRetry;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.orchestrator.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with jobs. No call waits longer than some seconds for a server that is away. Thread-safe. */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LONGEST_STOP = Duration.ofMillis(1200);
    private static final Duration STOP_POLL = Duration.ofMillis(100);
    /** Records of so many are read in some ten milliseconds. */
    private static final int PAGE = 500;

    private final Ports ports;
    private final BoundedCalls bounded;
    private final Publisher publisher;
    private final Stops stops;
    private final JobCreator creator;

    public Jobs(Ports ports, BoundedCalls bounded, Publisher publisher, Stops stops, JobCreator creator) {
        this.creator = creator;
        this.ports = ports;
        this.bounded = bounded;
        this.publisher = publisher;
        this.stops = stops;
    }

    /**
     * What came of a wish.
     *
     * @param isNew whether the job was made now, and not by an earlier wish for the same
     */
    public record Started(Job job, boolean isNew) {}

    /**
     * Makes a job.
     *
     * @param wish may have been fulfilled before
     * @param used what to answer when there is a job of that id that another wish made
     * @throws Refusal when the id was used for another wish, the name is taken, or a server that is needed is away: then there is no job, as far as is known
     */
    public Started start(NewJob wish, Function<Job, Refusal> used) throws InterruptedException {
        bounded.requireAll();
        return switch (bounded.call(() -> creator.create(wish))) {
            case Created made -> new Started(begun(made), true);
            case Blocked made -> {
                creator.accepted(made.job());
                yield new Started(made.job(), true);
            }
            case Exists before -> new Started(fulfilled(before.job(), wish, used), false);
            case NameTaken taken -> throw Refusal.conflict("Job name taken", "a job named '" + wish.spec().name()
                    + "' exists and is " + taken.holder().state() + "; stop it or choose another name");
        };
    }

    /** Lets a job begin that was made just now. It does not wait for the broker. */
    public Job begun(Created created) {
        creator.accepted(created.job());
        // not bounded: the job exists; were the broker lost just now, the message goes out when it is back
        bounded.inBackground(() -> {
            creator.publish(created);
            return null;
        });
        return created.job();
    }

    private static Job fulfilled(Job job, NewJob wish, Function<Job, Refusal> used) {
        if (!wish.isFulfilledBy(job)) {
            throw used.apply(job);
        }
        LOG.info("job {} was wished for again, and exists", job.spec().name());
        return job;
    }

    /** A part of the jobs, newest first, in as many pages as it takes. */
    public JobPage list(JobQuery query) throws InterruptedException {
        JobPage page = page(query.atMost(Math.min(PAGE, query.limit())));
        long total = page.total();
        List<JobPage.Entry> entries = new ArrayList<>(page.entries());
        while (page.next().isPresent() && entries.size() < query.limit()) {
            page = page(query.behind(page.next().get()).atMost(Math.min(PAGE, query.limit() - entries.size())));
            entries.addAll(page.entries());
        }
        return new JobPage(entries, page.next(), total);
    }

    private JobPage page(JobQuery query) throws InterruptedException {
        return bounded.call(() -> ports.jobs().page(query));
    }

    /** @throws Refusal when there is none */
    public Job find(String nameOrId) throws InterruptedException {
        Optional<Job> job = bounded.call(() -> {
            Optional<Job> named = ports.jobs().byName(nameOrId);
            return named.isPresent() ? named : ports.jobs().byId(nameOrId);
        });
        return job.orElseThrow(() -> Refusal.unknown("job", nameOrId));
    }

    /** Asks a job to stop and waits a moment for it. @return the job as it is then: STOPPING or STOPPED */
    public Job stop(String nameOrId) throws InterruptedException {
        Job job = find(nameOrId);
        JobState state = bounded.call(() -> stops.begin(job.id(), job.passes().ended()))
                .orElseThrow(() -> Refusal.unknown("job", nameOrId));
        if (state.isFinal() && state != JobState.STOPPED) {
            throw Refusal.conflict("Job has ended", "job '" + job.spec().name() + "' has ended already: " + state);
        }
        if (job.state() != JobState.STOPPING && !job.state().isFinal()) {
            LOG.info("job {} is asked to stop", job.spec().name());
        }
        Instant limit = Instant.now().plus(LONGEST_STOP);
        while (state == JobState.STOPPING && Instant.now().isBefore(limit)) {
            Thread.sleep(STOP_POLL);
            state = bounded.call(() -> stops.settle(job.id(), job.passes().ended())).orElse(JobState.STOPPED);
        }
        return find(job.id());
    }

    /** Lets no more tasks of a job begin; what is running comes to its end. It may be repeated. */
    public Job pause(String nameOrId) throws InterruptedException {
        Job job = find(nameOrId);
        JobState state = bounded.call(() -> ports.jobs().change(job.id(), JobState.PAUSED, Optional.empty()))
                .orElseThrow(() -> Refusal.unknown("job", nameOrId));
        if (state != JobState.PAUSED) {
            throw cannot("be paused", job, state);
        }
        LOG.info("job {} is paused", job.spec().name());
        return find(job.id());
    }

    /**
     * Lets a paused job go on. A job that is not paused stays as it is, if it has not ended. One of millions of tasks is still
     * paused when this returns, and goes on a minute or two later.
     */
    public Job resume(String nameOrId) throws InterruptedException {
        Job job = find(nameOrId);
        Optional<JobState> state = bounded.begin(() -> {
            JobState now = ports.jobs().resume(job.id(), runningTasks(job))
                    .orElseThrow(() -> Refusal.unknown("job", nameOrId));
            if (job.state() == JobState.PAUSED && now.isActive()) {
                bounded.inBackground(() -> {
                    publisher.resumed(job);
                    return null;
                });
            }
            return now;
        });
        if (state.isPresent() && !state.get().isActive() && state.get() != JobState.WAITING) {
            throw cannot("go on", job, state.get());
        }
        if (job.state() == JobState.PAUSED) {
            LOG.info("job {} goes on", job.spec().name());
        }
        return find(job.id());
    }

    private Set<Long> runningTasks(Job job) throws InterruptedException {
        return ports.workers().alive().stream()
                .flatMap(worker -> worker.running().getOrDefault(job.id(), List.of()).stream())
                .collect(Collectors.toSet());
    }

    /** Lets a job begin that waits for its release, unless it waits for other jobs, too. Again it does no harm. */
    public void release(Job job) throws InterruptedException {
        Optional<TaskMessage> first = bounded
                .call(() -> ports.chains().met(job.id(), Set.of(Predecessor.RELEASE.id())));
        first.ifPresent(task -> bounded.inBackground(() -> {
            publisher.registered(job, List.of(task));
            return null;
        }));
    }

    /** Lets a job that ended with failures try them again. */
    public Job retry(String nameOrId) throws InterruptedException {
        Job job = find(nameOrId);
        TaskMessage first = switch (bounded.call(() -> ports.jobs().retry(job))) {
            case Begun begun -> begun.first();
            case NothingToRetry nothing -> throw cannot("try failures again", job, find(job.id()).state());
            case Retry.NameTaken taken -> throw Refusal.conflict("Job name taken", "another job named '"
                    + job.spec().name() + "' exists and is " + taken.holder().state() + "; stop it first");
        };
        retried(job, first);
        return find(job.id());
    }

    /** Lets a job go on whose failures are to be tried again. It does not wait for the broker. */
    public void retried(Job job, TaskMessage first) {
        LOG.info("job {} tries {} failures again", job.spec().name(), job.counts().of(Count.FAILED));
        bounded.inBackground(() -> {
            publisher.registered(job, List.of(first));
            return null;
        });
    }

    /** Asks a job to stop, and does not wait for it. @return its state then; empty for no such job */
    public Optional<JobState> askToStop(String jobId) throws InterruptedException {
        Optional<Job> job = ports.jobs().byId(jobId);
        return job.isEmpty() ? Optional.empty() : stops.begin(jobId, job.get().passes().ended());
    }

    private static Refusal cannot(String what, Job job, JobState state) {
        return Refusal.conflict("Not in this state", "job '" + job.spec().name() + "' is " + state + " and cannot "
                + what);
    }

    /** What happened to a job, newest first. */
    public List<JobEvent> history(String nameOrId, int offset, int limit) throws InterruptedException {
        Job job = find(nameOrId);
        return bounded.call(() -> ports.jobs().history(job.id(), offset, limit));
    }

    public List<EntryFailure> failures(String nameOrId, int offset, int limit) throws InterruptedException {
        Job job = find(nameOrId);
        return bounded.call(() -> ports.accounting().failures(job.id(), offset, limit));
    }
}
