package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.scheduling.Actions.StoredAction;
import io.irodsingest.orchestrator.scheduling.RunBook.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs of schedules that something else begins, such as the end of a job. Both methods wait while Redis is away. Thread-safe.
 */
public final class FollowingRuns {
    private final ScheduleStore store;
    private final JobStore jobs;
    private final Runs runs;
    private final Actions actions;
    private final Supplier<Instant> clock;

    /** @param clock that of Redis */
    public FollowingRuns(ScheduleStore store, JobStore jobs, Runs runs, Actions actions, Supplier<Instant> clock) {
        this.store = store;
        this.jobs = jobs;
        this.runs = runs;
        this.actions = actions;
        this.clock = clock;
    }

    /**
     * Whether somebody may have a schedule run.
     *
     * @param grant of whoever asks for it
     * @throws InvalidJobException when there is no such schedule, or it does what the grant does not allow, in one line
     */
    public void check(String schedule, Grant grant) throws InterruptedException {
        StoredSchedule stored = find(schedule).orElseThrow(() -> new InvalidJobException(unknown(schedule)));
        refusal(stored, grant).ifPresent(why -> {
            throw new InvalidJobException(why);
        });
    }

    /**
     * Begins a run of a schedule, once for each cause. It may wait for the end of another run, as the schedule's policies say.
     *
     * @param grant of whoever asked for it
     * @param cause by which a repetition of the call is recognised: one that nothing else has
     * @return why it cannot be begun, in one line; empty when it was, now or by an earlier call
     */
    public Optional<String> begin(String schedule, Grant grant, String cause) throws InterruptedException {
        Optional<StoredSchedule> found = find(schedule);
        if (found.isEmpty()) {
            return Optional.of(unknown(schedule));
        }
        Optional<String> refusal = refusal(found.get(), grant);
        if (refusal.isPresent()) {
            return refusal;
        }
        Instant now = clock.get();
        runs.noteEnds(found.get().id(), now);
        List<Optional<String>> came = new ArrayList<>();
        runs.change(found.get().id(), now, claim -> {
            came.clear();
            came.add(claim.before().runs().causes().contains(cause) ? Optional.empty() : begun(claim, cause, now));
        });
        return came.isEmpty() ? Optional.of(unknown(schedule)) : came.getFirst();
    }

    private static Optional<String> begun(Claim claim, String cause, Instant now) {
        if (claim.before().hasEnded()) {
            return Optional.of("schedule '" + claim.before().schedule().name() + "' has ended");
        }
        Optional<String> why = claim.inTheWay();
        if (why.isEmpty() && claim.isNewCause(cause)) {
            claim.want(List.of(new Wanted(now, Cause.TRIGGERED))).wanted();
        }
        return why;
    }

    private Optional<String> refusal(StoredSchedule stored, Grant grant) throws InterruptedException {
        if (grant.limits().isNone()) {
            return Optional.empty();
        }
        ScheduleRecord record = Documents.read(stored);
        return switch (record.action()) {
            case Action.Start start -> grant.limits().refusal(
                    actions.spec(new StoredAction(stored.id(), stored.name(), record.grant()), start));
            case Action.Retry retry -> {
                Optional<Job> job = job(retry.job());
                yield job.isPresent()
                        ? grant.limits().refusal(job.get().spec())
                        : Optional.of("there is no job '" + retry.job() + '\'');
            }
        };
    }

    private Optional<Job> job(String nameOrId) throws InterruptedException {
        Optional<Job> named = jobs.byName(nameOrId);
        return named.isPresent() ? named : jobs.byId(nameOrId);
    }

    private Optional<StoredSchedule> find(String nameOrId) throws InterruptedException {
        Optional<StoredSchedule> named = store.byName(nameOrId);
        return named.isPresent() ? named : store.byId(nameOrId);
    }

    private static String unknown(String schedule) {
        return "there is no schedule '" + schedule + '\'';
    }
}
