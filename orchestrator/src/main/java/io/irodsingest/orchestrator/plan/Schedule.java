package io.irodsingest.orchestrator.plan;

import io.irodsingest.orchestrator.plan.trigger.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A schedule, without what it starts. Immutable.
 *
 * @param name unique among schedules that have not ended
 * @param metadata of its user, for lists
 * @param note why it is in its state
 * @param plan whose trigger leaves nothing open
 * @param version changes when a user changes the schedule, and not with its progress
 */
public record Schedule(String name, Optional<String> description, Map<String, String> metadata, ScheduleState state,
        Optional<String> note, Plan plan, Policies policies, Progress progress, long version) {

    public Schedule {
        description = Objects.requireNonNullElse(description, Optional.empty());
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        note = Objects.requireNonNullElse(note, Optional.empty());
    }

    /** One that is made at this moment. A single time that is past is due at once; it has ended when nothing of it is planned. */
    public static Schedule of(String name, Plan plan, Policies policies, Instant made) {
        Plan anchored = plan.madeAt(made);
        Optional<NextRun> next = anchored.first(made).map(planned -> new NextRun(planned, planned.isBefore(made)
                ? made
                : anchored.window().start(name, planned)));
        return new Schedule(name, Optional.empty(), Map.of(),
                next.isPresent() ? ScheduleState.ACTIVE : ScheduleState.ENDED,
                next.isPresent() ? Optional.empty() : Optional.of("nothing is planned within its bounds"), anchored,
                policies,
                new Progress(RunCounts.NONE, Optional.empty(), next, List.of()), 1);
    }

    /** After what was due has been done. It has ended when nothing is planned and nothing waits. */
    public Schedule after(Due due) {
        RunCounts counts = progress.counts();
        RunCounts now = new RunCounts(counts.started() + due.starts().size(),
                counts.skipped() + due.count(Decision.SKIP),
                counts.missed() + due.count(Decision.MISS), counts.failed());
        Optional<Instant> last = due.starts().isEmpty()
                ? progress.last()
                : Optional.of(due.starts().getLast().planned());
        Schedule after = with(state, note, new Progress(now, last, due.next(), due.waiting()));
        boolean over = state != ScheduleState.ENDED && due.next().isEmpty() && due.waiting().isEmpty();
        return over ? after.with(ScheduleState.ENDED, Optional.of("nothing more is planned"), after.progress) : after;
    }

    public Schedule with(ScheduleState changed, Optional<String> why, Progress soFar) {
        return new Schedule(name, description, metadata, changed, why, plan, policies, soFar, version);
    }
}
