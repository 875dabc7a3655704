package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run as its schedule's log has it, or planned times one after the other of which none was started.
 *
 * @param run its number; empty when it was not started
 * @param until the last of several planned times
 * @param times how many planned times
 * @param start when it was to start
 * @param job id of its job
 * @param reason why it was not started, or failed
 * @param stops ids of the jobs that are stopped before it starts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoggedRun(Optional<Long> run, Cause cause, RunOutcome outcome, Instant planned, Optional<Instant> until,
        long times, Optional<Instant> start, Optional<String> job, Optional<Instant> started, Optional<Instant> ended,
        Optional<String> reason, List<String> stops) {

    public LoggedRun {
        stops = stops == null ? List.of() : List.copyOf(stops);
        run = Objects.requireNonNullElse(run, Optional.empty());
    }

    static LoggedRun leftOut(RunOutcome outcome, Instant planned) {
        return new LoggedRun(Optional.empty(), Cause.PLAN, outcome, planned, Optional.empty(), 1, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    static LoggedRun claimed(Going going, List<String> stops) {
        return new LoggedRun(Optional.of(going.run()), going.cause(), RunOutcome.GOING, going.planned(),
                Optional.empty(), 1, Optional.of(going.start()), Optional.of(going.job()), Optional.empty(),
                Optional.empty(), Optional.empty(), stops);
    }

    /** The same run when its job has been made. */
    static LoggedRun started(Going going, Instant at) {
        return new LoggedRun(Optional.of(going.run()), going.cause(), RunOutcome.GOING, going.planned(),
                Optional.empty(), 1, Optional.of(going.start()), Optional.of(going.job()), Optional.of(at),
                Optional.empty(), Optional.empty(), List.of());
    }

    static LoggedRun ended(Going going, RunEnd end) {
        return new LoggedRun(Optional.of(going.run()), going.cause(), end.outcome(), going.planned(), Optional.empty(),
                1, Optional.of(going.start()), Optional.of(going.job()).filter(job -> end.started().isPresent()),
                end.started(), end.ended(), end.reason(), List.of());
    }

    /** Together with the one that follows it in the plan and came to the same. */
    LoggedRun and(LoggedRun next) {
        return new LoggedRun(run, cause, outcome, planned, Optional.of(next.until().orElse(next.planned())),
                times + next.times(), start, job, started, ended, reason, stops);
    }
}
