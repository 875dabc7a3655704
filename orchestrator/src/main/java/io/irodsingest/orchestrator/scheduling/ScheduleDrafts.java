package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleUpdate;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.RunCounts;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.ScheduleState;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.InvalidTriggerException;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What users want of a schedule's times, made into one. */
final class ScheduleDrafts {
    private ScheduleDrafts() {}

    /** @throws InvalidTriggerException when it makes no sense, in one line */
    static Schedule made(ScheduleRequest request, Instant now) {
        String name = ScheduleForms.name(request.name());
        if (request.trigger() == null) {
            throw new InvalidTriggerException("trigger is missing: it has one of at, in, every and cron");
        }
        Policies policies = request.policies().map(ScheduleForms::policies).orElse(Policies.DEFAULT);
        Schedule made = planned(name, ScheduleForms.plan(request.trigger(), now), policies, now);
        return new Schedule(name, request.description().map(ScheduleForms::description),
                request.metadata().map(ScheduleForms::metadata).orElse(Map.of()), made.state(), made.note(),
                made.plan(), made.policies(), made.progress(), made.version());
    }

    private static Schedule planned(String name, Plan plan, Policies policies, Instant now) {
        Schedule made = Schedule.of(name, plan, policies, now);
        if (made.state() == ScheduleState.ENDED) {
            throw new InvalidTriggerException("nothing is planned"
                    + plan.window().last().map(last -> ": last '" + last + "' comes before the first time").orElse(""));
        }
        boolean past = plan.trigger() instanceof At && made.progress().next().orElseThrow().planned().isBefore(now);
        return past
                ? made.with(ScheduleState.ACTIVE, Optional.of("its time is past: it runs at once"), made.progress())
                : made;
    }

    /** @throws InvalidTriggerException when it makes no sense, in one line */
    static Schedule updated(Schedule schedule, ScheduleUpdate update, Instant now) {
        Policies policies = update.policies().map(ScheduleForms::policies).orElse(schedule.policies());
        Plan plan = schedule.plan();
        Progress progress = schedule.progress();
        if (update.trigger().isPresent()) {
            Schedule anew = planned(schedule.name(), ScheduleForms.plan(update.trigger().get(), now), policies, now);
            plan = anew.plan();
            RunCounts counts = progress.counts();
            // a number of runs is counted from here
            progress = new Progress(new RunCounts(0, counts.skipped(), counts.missed(), counts.failed()),
                    progress.last(), anew.progress().next(), progress.waiting());
        }
        return new Schedule(schedule.name(), update.description().map(ScheduleForms::description)
                .or(schedule::description), update.metadata().map(ScheduleForms::metadata).orElse(schedule.metadata()),
                schedule.state(), schedule.note(), plan, policies, progress, schedule.version() + 1);
    }
}
