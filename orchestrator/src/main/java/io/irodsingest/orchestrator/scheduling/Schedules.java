package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleUpdate;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation.Created;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation.Exists;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation.NameTaken;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.ScheduleState;
import io.irodsingest.orchestrator.plan.trigger.InvalidTriggerException;
import io.irodsingest.orchestrator.scheduling.Actions.Kept;
import io.irodsingest.orchestrator.scheduling.Actions.StoredAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes schedules, and changes what they do and when. No call waits longer than some seconds for a server that is away. Thread-safe. */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final ScheduleStore store;
    private final JobStore jobs;
    private final Runs runs;
    private final Actions actions;
    private final BoundedCalls bounded;
    private final Supplier<Instant> clock;

    /** @param clock that of Redis; 1970 as long as it is not known */
    public Schedules(ScheduleStore store, JobStore jobs, Runs runs, Actions actions, BoundedCalls bounded,
            Supplier<Instant> clock) {
        this.store = store;
        this.jobs = jobs;
        this.runs = runs;
        this.actions = actions;
        this.bounded = bounded;
        this.clock = clock;
    }

    /** @param isNew whether it was made now, and not by an earlier wish for the same */
    public record Made(Shown schedule, boolean isNew) {}

    /** A refusal for what makes no sense. */
    static <T> T checked(Supplier<T> wish) {
        try {
            return wish.get();
        } catch (InvalidTriggerException invalid) {
            throw Refusal.badRequest(invalid.getMessage());
        }
    }

    /** By the clock of Redis. @throws Refusal when that was not known yet and cannot be asked now */
    Instant now() throws InterruptedException {
        Instant now = clock.get();
        return now.equals(Instant.EPOCH) ? bounded.call(() -> jobs.current(CurrentJobs.UNSEEN).now()) : now;
    }

    /**
     * Makes a schedule.
     *
     * @param id of it; the same for each repetition of the wish
     * @param used what to answer when there is a schedule of that id that another wish made
     * @throws Refusal with what is wrong, when the name is taken, or a server is away: then there is none, as far as is known
     */
    public Made create(ScheduleRequest request, String id, Maker maker, Supplier<Refusal> used)
            throws InterruptedException {
        Instant now = now();
        Schedule schedule = checked(() -> ScheduleDrafts.made(request, now));
        String wish = wish(request, maker);
        Kept kept = keep(request.action(), id, schedule, maker);
        ScheduleRecord record = new ScheduleRecord(schedule, kept.action(), maker.grant(), now, wish, RunBook.EMPTY);
        return switch (bounded.call(
                () -> store.create(id, schedule.name(), Documents.content(record), kept.attachment()))) {
            case Created made -> {
                LOG.info("schedule {} is made: next run {}", schedule.name(),
                        schedule.progress().next().map(next -> next.start().toString()).orElse("never"));
                yield new Made(Shown.of(made.schedule()), true);
            }
            case Exists before -> {
                Shown shown = Shown.of(before.schedule());
                if (!shown.record().wish().equals(wish)) {
                    throw used.get();
                }
                yield new Made(shown, false);
            }
            case NameTaken taken -> throw Refusal.conflict("Schedule name taken", "a schedule named '"
                    + schedule.name() + "' exists and has not ended; cancel it or choose another name");
        };
    }

    /** Tells wishes apart without what is secret in them. */
    private String wish(ScheduleRequest request, Maker maker) {
        ObjectNode tree = AdminJson.lenient().valueToTree(request);
        return JobStore.idOf(Actions.withoutSecrets(tree) + "\n" + maker.grant().by());
    }

    private Kept keep(ScheduleAction wanted, String id, Schedule schedule, Maker maker) throws InterruptedException {
        if (wanted == null || Stream.of(wanted.start(), wanted.retry(), wanted.batch(), wanted.query())
                .filter(Optional::isPresent).count() != 1) {
            throw Refusal.badRequest("an action has exactly one of start, retry, batch and query");
        }
        if (wanted.retry().isPresent()) {
            String name = wanted.retry().get();
            Job job = bounded.call(() -> find(name)).orElseThrow(() -> Refusal.unknown("job", name));
            maker.allowed().accept(job.spec());
            return new Kept(new Action.Retry(name), Optional.empty());
        }
        if (isCode(wanted)) {
            maker.code().run();
        }
        Kept kept = keepMaking(wanted, id, schedule.name(), maker.grant());
        Action.Making making = (Action.Making) kept.action();
        maker.allowed().accept(actions.spec(new StoredAction(id, schedule.name(), maker.grant()), making));
        refuseTogether(making, schedule.policies());
        return kept;
    }

    private Kept keepMaking(ScheduleAction wanted, String id, String name, Grant grant) {
        return wanted.start().map(start -> actions.keep(start, id, name, grant))
                .or(() -> wanted.batch().map(batch -> actions.keep(false, batch, id, name, grant)))
                .orElseGet(() -> actions.keep(true, wanted.query().orElseThrow(), id, name, grant));
    }

    private static boolean isCode(ScheduleAction wanted) {
        return wanted.start().map(NewJobs::isCode).or(() -> wanted.batch().map(batch -> NewJobs.isCode(batch.chain())))
                .or(() -> wanted.query().map(query -> NewJobs.isCode(query.chain()))).orElse(false);
    }

    private static void refuseTogether(Action action, Policies policies) {
        if (Actions.isNamed(action) && policies.overlap() == OverlapPolicy.START_ANYWAY) {
            throw Refusal.badRequest("job_name does not go with overlap START_ANYWAY: two jobs of one name cannot be at"
                    + " a time; leave one of them out");
        }
    }

    private Optional<Job> find(String nameOrId) throws InterruptedException {
        Optional<Job> named = jobs.byName(nameOrId);
        return named.isPresent() ? named : jobs.byId(nameOrId);
    }

    /** For a change. @throws Refusal when there is none, or its jobs are not within the limits of who wants the change */
    public Shown find(String nameOrId, Maker maker) throws InterruptedException {
        Shown found = show(nameOrId);
        if (!maker.grant().limits().isNone()) {
            maker.allowed().accept(job(found).orElseThrow(() -> Refusal.forbidden("nobody can tell what job "
                    + found.describe() + " starts, so that only a token without limits may change it")));
        }
        return found;
    }

    /** What it does; empty when that job is gone, or cannot be made any more. */
    private Optional<JobSpec> job(Shown shown) throws InterruptedException {
        return switch (shown.record().action()) {
            case Action.Retry retry -> bounded.call(() -> find(retry.job())).map(Job::spec);
            case Action.Making making -> {
                try {
                    yield Optional.of(actions.spec(stored(shown), making));
                } catch (InvalidJobException impossible) {
                    LOG.debug("what {} starts cannot be made: {}", shown.describe(), impossible.getMessage());
                    yield Optional.empty();
                }
            }
        };
    }

    /** For those who only look. @throws Refusal when there is none */
    public Shown show(String nameOrId) throws InterruptedException {
        Optional<StoredSchedule> found = bounded.call(() -> {
            Optional<StoredSchedule> named = store.byName(nameOrId);
            return named.isPresent() ? named : store.byId(nameOrId);
        });
        return Shown.of(found.orElseThrow(() -> Refusal.unknown("schedule", nameOrId)));
    }

    private static StoredAction stored(Shown shown) {
        return new StoredAction(shown.stored().id(), shown.stored().name(), shown.record().grant());
    }

    /** @throws Refusal when it has ended */
    static Schedule notEnded(ScheduleRecord record) {
        if (record.hasEnded()) {
            throw Refusal.conflict("Schedule has ended", "schedule '" + record.schedule().name()
                    + "' has ended already" + record.schedule().note().map(note -> ": " + note).orElse(""));
        }
        return record.schedule();
    }

    /** @throws Refusal when it has ended, or is forgotten */
    Shown edit(Shown found, Consumer<Claim> change) throws InterruptedException {
        return change(found, claim -> {
            notEnded(claim.before());
            change.accept(claim);
        });
    }

    /** Also of one that has ended, if it can be. @throws Refusal when it is forgotten */
    Shown change(Shown found, Consumer<Claim> change) throws InterruptedException {
        Instant now = now();
        return Shown.of(bounded.call(() -> runs.change(found.stored().id(), now, change))
                .orElseThrow(() -> Refusal.unknown("schedule", found.stored().name())));
    }

    /** Lets the times of a schedule pass. Repeated, it changes the note. */
    public Shown pause(Shown found, Optional<String> note) throws InterruptedException {
        note.ifPresent(text -> checked(() -> ScheduleForms.description(text)));
        return edit(found, claim -> claim.edit(record -> record.with(
                record.schedule().with(ScheduleState.PAUSED, note, record.schedule().progress()))));
    }

    /** Lets a paused schedule go on; one that is not paused stays as it is. */
    public Shown resume(Shown found) throws InterruptedException {
        return edit(found, claim -> claim.edit(record -> record.schedule().state() == ScheduleState.PAUSED
                ? record.with(record.schedule().with(ScheduleState.ACTIVE, Optional.empty(),
                        record.schedule().progress()))
                : record));
    }

    /** Ends a schedule. Runs that are going come to their own ends. */
    public Shown cancel(Shown found, String by) throws InterruptedException {
        Shown ended = edit(found, claim -> claim.wantNothing().edit(record -> {
            Progress progress = record.schedule().progress();
            return record.with(record.schedule().with(ScheduleState.ENDED, Optional.of("cancelled by " + by),
                    new Progress(progress.counts(), progress.last(), Optional.empty(), List.of())));
        }));
        LOG.info("schedule {} is cancelled", found.stored().name());
        return ended;
    }

    /** @throws Refusal when somebody has changed it since the version that the sender knows, or with what is wrong */
    public Shown update(Shown found, ScheduleUpdate update, Maker maker) throws InterruptedException {
        if (update.version() == null) {
            throw Refusal.badRequest("version is missing: send that of the schedule as you know it");
        }
        Instant now = now();
        Schedule known = notEnded(found.record());
        checkVersion(known, update);
        Schedule wanted = checked(() -> ScheduleDrafts.updated(known, update, now));
        Optional<Kept> kept = update.action().isPresent()
                ? Optional.of(keep(update.action().get(), found.stored().id(), wanted, maker))
                : Optional.empty();
        refuseTogether(kept.map(Kept::action).orElse(found.record().action()), wanted.policies());
        Shown changed = edit(found, claim -> {
            claim.edit(record -> {
                checkVersion(record.schedule(), update);
                ScheduleRecord next = record
                        .with(checked(() -> ScheduleDrafts.updated(record.schedule(), update, now)));
                return kept.map(other -> next.with(other.action(), maker.grant())).orElse(next);
            });
            kept.ifPresent(other -> claim.attach(other.attachment().orElse("")));
        });
        LOG.info("schedule {} is changed: version {}", found.stored().name(), changed.record().schedule().version());
        return changed;
    }

    private static void checkVersion(Schedule schedule, ScheduleUpdate update) {
        if (schedule.version() != update.version()) {
            throw Refusal.conflict("Changed meanwhile", "schedule '" + schedule.name() + "' has version "
                    + schedule.version() + ", not " + update.version() + ": somebody has changed it; look at it again");
        }
    }

}
