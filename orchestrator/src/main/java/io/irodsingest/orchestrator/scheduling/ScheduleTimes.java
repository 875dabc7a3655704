package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.plan.NextRun;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.Cron;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Trigger;
import io.irodsingest.orchestrator.scheduling.RunBook.Fulfilled;
import io.irodsingest.orchestrator.scheduling.RunBook.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What users ask and want about the times of schedules. As {@link Schedules}, with whom it shares its rules. Thread-safe. */
public final class ScheduleTimes {
    private static final int MOST_BACKFILLED = 500;
    /** As many as a look takes. */
    private static final int DUE_AT_A_TIME = 500;
    /** Less than a request may take. */
    private static final Duration LONGEST_ROUND = Duration.ofMillis(2_500);

    private final ScheduleStore store;
    private final Schedules schedules;
    private final Runs runs;
    private final BoundedCalls bounded;

    public ScheduleTimes(ScheduleStore store, Schedules schedules, Runs runs, BoundedCalls bounded) {
        this.store = store;
        this.schedules = schedules;
        this.runs = runs;
        this.bounded = bounded;
    }

    /** The zone whose clock a plan follows; UTC for intervals, which follow none. */
    public static ZoneId zone(Plan plan) {
        Trigger trigger = plan.trigger();
        return switch (trigger) {
            case At at -> at.clock().zone();
            case Cron cron -> cron.clock().zone();
            default -> ZoneOffset.UTC;
        };
    }

    /** When the next runs of a schedule start, as far as it is planned. */
    public List<Instant> upcoming(Shown shown, int limit) {
        Schedule schedule = shown.record().schedule();
        Optional<NextRun> next = schedule.progress().next();
        if (next.isEmpty()) {
            return List.of();
        }
        long used = schedule.progress().counts().started() + schedule.progress().waiting().size() + 1;
        Stream<Instant> others = schedule.plan().upcoming(next.get().planned(), used)
                .map(planned -> schedule.plan().window().start(schedule.name(), planned));
        return Stream.concat(Stream.of(next.get().start()), others).limit(limit).toList();
    }

    /** The planned times of a schedule that would be made now. @throws Refusal with what is wrong */
    public List<Instant> upcoming(Plan plan, int limit) throws InterruptedException {
        Instant now = schedules.now();
        Plan anchored = plan.madeAt(now);
        return anchored.first(now).map(first -> Stream.concat(Stream.of(first), anchored.upcoming(first, 1))
                .limit(limit).toList()).orElse(List.of());
    }

    /** @throws Refusal with what is wrong */
    public Plan plan(ScheduleTrigger trigger) throws InterruptedException {
        Instant now = schedules.now();
        return Schedules.checked(() -> ScheduleForms.plan(trigger, now));
    }

    /** How many schedules that have not ended are due until a moment. */
    public long count(Instant until) throws InterruptedException {
        return bounded.call(() -> store.countUntil(until));
    }

    /** Moves the start of the next run, and of no later one. @throws Refusal when another run would come before it */
    public Shown move(Shown found, Instant to) throws InterruptedException {
        return schedules.edit(found, claim -> claim.edit(record -> {
            Schedule schedule = record.schedule();
            Progress progress = schedule.progress();
            NextRun next = progress.next().orElseThrow(() -> Refusal.conflict("Nothing planned",
                    "schedule '" + schedule.name() + "' has no next run that could be moved"));
            Optional<Instant> following = schedule.plan().next(next.planned(), 0)
                    .map(planned -> schedule.plan().window().start(schedule.name(), planned));
            following.filter(later -> !to.isBefore(later)).ifPresent(later -> {
                throw Refusal.badRequest("to '" + to + "' is not before the run after the next one, at " + later);
            });
            return record.with(schedule.with(schedule.state(), schedule.note(), new Progress(progress.counts(),
                    progress.last(), Optional.of(new NextRun(next.planned(), to)), progress.waiting())));
        }));
    }

    /**
     * Starts a run at once, also of a paused schedule; what its policy of overlap says holds for it.
     *
     * @param key of a wish that may be sent again
     * @throws Refusal when another run is in its way
     */
    public Tally trigger(Shown found, Optional<WishKey> key) throws InterruptedException {
        Instant now = schedules.now();
        bounded.call(() -> {
            runs.noteEnds(found.stored().id(), now);
            return null;
        });
        return once(found, key, "a trigger", claim -> {
            claim.inTheWay().ifPresent(why -> {
                throw Refusal.conflict("A run is going", why);
            });
            claim.want(List.of(new Wanted(now, Cause.TRIGGERED))).wanted();
        });
    }

    /**
     * Starts the runs of planned times that are past, one after the other unless runs may overlap; also those that were started then.
     *
     * @param from no earlier one
     * @param to no later one, and none of the future
     * @param key of a wish that may be sent again
     * @throws Refusal when there are none, or too many
     */
    public Tally backfill(Shown found, Instant from, Instant to, Optional<WishKey> key) throws InterruptedException {
        Instant now = schedules.now();
        if (to.isBefore(from)) {
            throw Refusal.badRequest("to '" + to + "' is before from '" + from + "'");
        }
        if (to.isAfter(now)) {
            throw Refusal.badRequest("to '" + to + "' is not past: a backfill is for times that are");
        }
        return once(found, key, "a backfill from " + from + " to " + to, claim -> {
            List<Wanted> wanted = planned(claim.before().schedule().plan(), from, to).stream()
                    .map(planned -> new Wanted(planned, Cause.BACKFILL)).toList();
            if (claim.before().runs().wanted().size() + wanted.size() > MOST_BACKFILLED) {
                throw Refusal.conflict("Too many runs wait", "with those of this backfill more than "
                        + MOST_BACKFILLED + " runs would wait: wait for some, or choose a shorter time");
            }
            claim.want(wanted).wanted();
        });
    }

    /**
     * Fulfils a wish unless that was done before, in one step with noting that it was. One that was is answered as then, whatever has become of
     * the schedule meanwhile.
     *
     * @param about the wish in words, with all that tells it from others
     * @throws Refusal when another wish had this key, or the schedule has ended
     */
    private Tally once(Shown found, Optional<WishKey> key, String about, Consumer<Claim> wish)
            throws InterruptedException {
        Tally[] answer = {Tally.NOTHING};
        schedules.change(found, claim -> {
            Optional<Fulfilled> before = key.flatMap(one -> claim.before().runs().fulfilled(one.id()));
            if (before.isPresent()) {
                answer[0] = answered(before.get(), about, key.orElseThrow(), found);
                return;
            }
            Schedules.notEnded(claim.before());
            wish.accept(claim);
            answer[0] = claim.tally();
            key.ifPresent(one -> claim.fulfilled(one.id(), about));
        });
        return answer[0];
    }

    private static Tally answered(Fulfilled before, String about, WishKey key, Shown found) {
        if (!before.about().equals(about)) {
            throw key.used().apply(before.about() + " of schedule '" + found.stored().name() + '\'');
        }
        return before.answer();
    }

    private static List<Instant> planned(Plan plan, Instant from, Instant to) {
        List<Instant> planned = new ArrayList<>();
        Optional<Instant> next = plan.next(from.minusMillis(1), 0);
        while (next.isPresent() && !next.get().isAfter(to)) {
            planned.add(next.get());
            if (planned.size() > MOST_BACKFILLED) {
                throw Refusal.badRequest("from '" + from + "' to '" + to + "' are more than " + MOST_BACKFILLED
                        + " planned times: choose a shorter time");
            }
            next = plan.next(next.get(), 0);
        }
        if (planned.isEmpty()) {
            throw Refusal.badRequest("nothing is planned from '" + from + "' to '" + to + "'");
        }
        return planned;
    }

    /** Does once, for all schedules, what is due at this moment. */
    public Tally runDue(Duration handoverAge) throws InterruptedException {
        return bounded.call(() -> runs.runDue(DUE_AT_A_TIME, handoverAge, LONGEST_ROUND));
    }

    /** Runs of a schedule, newest first. */
    public List<LoggedRun> runs(Shown shown, int offset, int limit) throws InterruptedException {
        return bounded.call(() -> store.runs(shown.stored().id(), offset, limit)).stream().map(Documents::read)
                .toList();
    }
}
