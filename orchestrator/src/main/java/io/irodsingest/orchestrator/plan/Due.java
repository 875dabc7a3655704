package io.irodsingest.orchestrator.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be done with a schedule at a moment. After a long absence with many planned times it takes several looks, each of which
 * leaves a next time that is due still; only the last one starts runs.
 *
 * @param runs in the order of their planned times, after those that waited
 * @param next the next run then; it may be due
 * @param waiting planned times of the runs that wait then
 */
public record Due(List<PlannedRun> runs, Optional<NextRun> next, List<Instant> waiting) {
    /** Planned times in one look; more than can be caught up, and than can be on time. */
    static final int MOST_PLANNED = 5_000;

    public Due {
        runs = List.copyOf(runs);
        waiting = List.copyOf(waiting);
    }

    /** @param running whether a run of the schedule is going */
    public static Due of(Schedule schedule, Instant now, boolean running) {
        Progress progress = schedule.progress();
        if (schedule.state() == ScheduleState.ENDED) {
            return new Due(List.of(), progress.next(), progress.waiting());
        }
        List<NextRun> planned = new ArrayList<>();
        Optional<NextRun> next = progress.next();
        while (next.filter(run -> !run.start().isAfter(now)).isPresent() && planned.size() < MOST_PLANNED) {
            planned.add(next.get());
            next = following(schedule, next.get());
        }
        if (next.filter(run -> !run.start().isAfter(now)).isPresent()) {
            long late = planned.stream().filter(run -> isLate(run, now)).count();
            int missed = Math.max(1, (int) late - schedule.policies().missed().mostStarted());
            return new Due(planned.subList(0, missed).stream().map(run -> left(schedule, run.planned())).toList(),
                    Optional.of(planned.get(missed)), progress.waiting());
        }
        return schedule.state() == ScheduleState.PAUSED
                ? new Due(planned.stream().map(run -> left(schedule, run.planned())).toList(), next, progress.waiting())
                : new Decisions(schedule, now, running).of(planned, next);
    }

    /** Of a schedule that starts nothing: it is paused, or these runs are too many to catch up. */
    private static PlannedRun left(Schedule schedule, Instant planned) {
        return new PlannedRun(planned, schedule.state() == ScheduleState.PAUSED ? Decision.SKIP : Decision.MISS,
                OptionalLong.empty());
    }

    private static Optional<NextRun> following(Schedule schedule, NextRun run) {
        return schedule.plan().next(run.planned(), 0)
                .map(planned -> new NextRun(planned, schedule.plan().window().start(schedule.name(), planned)));
    }

    static boolean isLate(NextRun run, Instant now) {
        return run.start().plus(MissedPolicy.ON_TIME).isBefore(now);
    }

    /** Those that are to be handed over, in order. */
    public List<PlannedRun> starts() {
        return runs.stream().filter(run -> run.decision().starts()).toList();
    }

    long count(Decision decision) {
        return runs.stream().filter(run -> run.decision() == decision).count();
    }
}
