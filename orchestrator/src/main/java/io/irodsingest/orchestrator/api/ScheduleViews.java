package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.RunCounts;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.scheduling.Actions;
import io.irodsingest.orchestrator.scheduling.LoggedRun;
import io.irodsingest.orchestrator.scheduling.RunBook.Wanted;
import io.irodsingest.orchestrator.scheduling.ScheduleForms;
import io.irodsingest.orchestrator.scheduling.ScheduleRecord;
import io.irodsingest.orchestrator.scheduling.ScheduleTimes;
import io.irodsingest.orchestrator.scheduling.Shown;
import io.irodsingest.orchestrator.scheduling.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Schedules as users see them. */
final class ScheduleViews {
    private static final double MILLIS = 1000.0;

    private ScheduleViews() {}

    static ScheduleView of(Shown shown, Actions actions) {
        ScheduleRecord record = shown.record();
        Schedule schedule = record.schedule();
        return new ScheduleView(shown.stored().id(), schedule.name(), schedule.state().name(), schedule.note(),
                schedule.description(), new TreeMap<>(schedule.metadata()), schedule.version(), record.grant().by(),
                ScheduleForms.shown(schedule.plan()), actions.shown(record.action()),
                ScheduleForms.shown(schedule.policies()), progress(shown));
    }

    private static ScheduleView.Progress progress(Shown shown) {
        ScheduleRecord record = shown.record();
        Progress progress = record.schedule().progress();
        RunCounts counts = progress.counts();
        return new ScheduleView.Progress(record.createdAt(), shown.stored().endedAt(),
                new ScheduleView.Counts(record.runs().numbered(), counts.skipped(), counts.missed(), counts.failed()),
                progress.last(), progress.next().map(next -> new ScheduleView.Next(next.planned(), next.start())),
                Stream.concat(progress.waiting().stream(), record.runs().wanted().stream().map(Wanted::planned))
                        .toList(),
                record.runs().going().stream()
                        .map(run -> new ScheduleView.Going(run.run(), run.planned(), run.job())).toList());
    }

    static ScheduleRuns.Run of(LoggedRun run) {
        Optional<Double> delay = run.started().isPresent() && run.start().isPresent()
                ? Optional.of(Math.max(0, Duration.between(run.start().get(), run.started().get()).toMillis()) / MILLIS)
                : Optional.empty();
        return new ScheduleRuns.Run(run.run(), run.cause().name(), run.outcome().name(), run.planned(), run.until(),
                run.times(), run.job(), run.started(), run.ended(), delay, run.reason());
    }

    static UpcomingTimes of(Plan plan, List<Instant> times) {
        ZoneId zone = ScheduleTimes.zone(plan);
        return new UpcomingTimes(zone.getId().equals("Z") ? "UTC" : zone.getId(), times, times.stream()
                .map(time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone))).toList());
    }

    static DueRuns of(Tally tally) {
        return new DueRuns(tally.started(), tally.waiting(), tally.skipped(), tally.missed(), tally.failed());
    }
}
