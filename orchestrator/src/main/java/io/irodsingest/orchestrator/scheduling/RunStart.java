package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.JobStore.Creation.Blocked;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.JobStore.Creation.Exists;
import io.irodsingest.common.state.JobStore.Creation.NameTaken;
import io.irodsingest.common.state.JobStore.Retry;
import io.irodsingest.common.state.JobStore.Retry.Begun;
import io.irodsingest.common.state.JobStore.Retry.NothingToRetry;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.orchestrator.scheduling.Actions.StoredAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a run that was claimed. Done again, also by somebody else, it finds what was started and is answered alike. Thread-safe.
 */
final class RunStart {
    private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);
    /** A job has ten seconds to come to rest; a worker that does not let go is passed over then. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration STOP_POLL = Duration.ofMillis(100);

    private final ScheduleStore schedules;
    private final JobStore jobs;
    private final JobLife life;
    private final Actions actions;

    RunStart(ScheduleStore schedules, JobStore jobs, JobLife life, Actions actions) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.life = life;
        this.actions = actions;
    }

    /** What came of it. */
    sealed interface Result {
        /** @param at when the job was made, or tried its failures again */
        record Started(String job, Instant at) implements Result {}

        record Ended(RunEnd end) implements Result {}
    }

    /** Stops other runs, and waits for that a while. */
    void stop(List<String> others) throws InterruptedException {
        long limit = System.nanoTime() + LONGEST_STOP.toNanos();
        for (String job : others) {
            Optional<JobState> state = life.stop(job);
            while (state.filter(JobState::isFinal).isEmpty() && System.nanoTime() - limit < 0) {
                Thread.sleep(STOP_POLL);
                // a job that is not there yet may be about to be made
                state = state.isEmpty() ? life.stop(job) : Optional.ofNullable(jobs.states(List.of(job)).get(job));
            }
        }
    }

    Result start(String scheduleId, ScheduleRecord record, Going run) throws InterruptedException {
        StoredAction stored = new StoredAction(scheduleId, record.schedule().name(), record.grant());
        try {
            return switch (record.action()) {
                case Action.Making making -> startJob(stored, making, run);
                case Action.Retry retry -> retryJob(record, retry, run);
            };
        } catch (InvalidJobException impossible) {
            return notStarted(stored.scheduleName(), run, impossible.getMessage());
        }
    }

    private Result startJob(StoredAction stored, Action.Making action, Going run) throws InterruptedException {
        Optional<String> attachment = action.request().has("event_handler")
                ? schedules.attachment(stored.scheduleId())
                : Optional.empty();
        JobStore.Creation creation = create(stored, action, run, attachment, freeName(stored, action, run));
        return switch (creation) {
            case Created made -> {
                life.begun(made);
                yield new Result.Started(made.job().id(), made.job().createdAt());
            }
            case Blocked waits -> new Result.Started(waits.job().id(), waits.job().createdAt());
            case Exists before -> new Result.Started(before.job().id(), before.job().createdAt());
            case NameTaken taken ->
                notStarted(stored.scheduleName(), run, "a job named '" + taken.holder().spec().name()
                        + "' exists and is " + taken.holder().state());
        };
    }

    /** Chosen before the job is made: a wish that is repeated under another name would be another one. */
    private String freeName(StoredAction stored, Action.Making action, Going run) throws InterruptedException {
        String name = Actions.jobName(action, stored.scheduleName(), run.run());
        if (Actions.isNamed(action)) {
            return name;
        }
        boolean taken = jobs.byName(name).filter(holder -> !holder.state().isFinal())
                .filter(holder -> !holder.id().equals(run.job())).isPresent();
        return taken ? Actions.otherName(stored.scheduleId(), stored.scheduleName(), run.run()) : name;
    }

    private JobStore.Creation create(StoredAction stored, Action.Making action, Going run, Optional<String> attachment,
            String name) throws InterruptedException {
        NewJob wish = actions.open(stored, action, run, attachment, name);
        stored.grant().limits().refusal(wish.spec()).ifPresent(why -> {
            throw new InvalidJobException("token '" + stored.grant().by() + "' is limited: " + why);
        });
        return jobs.create(wish);
    }

    private Result retryJob(ScheduleRecord record, Action.Retry action, Going run) throws InterruptedException {
        String schedule = record.schedule().name();
        Optional<Job> found = find(action.job());
        if (found.isEmpty()) {
            return notStarted(schedule, run, "there is no job '" + action.job() + "'");
        }
        Job job = found.get();
        Optional<String> refusal = record.grant().limits().refusal(job.spec());
        if (refusal.isPresent()) {
            return notStarted(schedule, run, "token '" + record.grant().by() + "' is limited: " + refusal.get());
        }
        if (hasBegun(job, run)) {
            return new Result.Started(job.id(), job.passes().startedAt());
        }
        return switch (jobs.retry(job)) {
            case Begun begun -> {
                life.retried(job, begun.first());
                yield new Result.Started(job.id(), run.claimed());
            }
            case NothingToRetry nothing -> nothing(schedule, run, jobs.byId(job.id()).orElse(job));
            case Retry.NameTaken taken -> notStarted(schedule, run, "another job named '" + job.spec().name()
                    + "' exists and is " + taken.holder().state());
        };
    }

    private Result nothing(String schedule, Going run, Job job) {
        if (hasBegun(job, run)) {
            return new Result.Started(job.id(), job.passes().startedAt());
        }
        String state = "job '" + job.spec().name() + "' is " + job.state();
        return job.state().isFinal()
                ? new Result.Ended(RunEnd.nothingToDo(state + " and has no failures to try again"))
                : notStarted(schedule, run, state + " and cannot try failures again");
    }

    /** Whether the retry was begun by somebody who died before he noted it. */
    private static boolean hasBegun(Job job, Going run) {
        return !job.passes().startedAt().isBefore(run.claimed());
    }

    private Optional<Job> find(String nameOrId) throws InterruptedException {
        Optional<Job> named = jobs.byName(nameOrId);
        return named.isPresent() ? named : jobs.byId(nameOrId);
    }

    private static Result notStarted(String schedule, Going run, String reason) {
        LOG.warn("schedule {}: run {} could not be started: {}", schedule, run.run(), reason);
        return new Result.Ended(RunEnd.notStarted(reason));
    }
}
