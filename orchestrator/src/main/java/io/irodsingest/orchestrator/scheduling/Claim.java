package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.plan.Decision;
import io.irodsingest.orchestrator.plan.Due;
import io.irodsingest.orchestrator.plan.NextRun;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.PlannedRun;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.RunCounts;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.ScheduleState;
import io.irodsingest.orchestrator.scheduling.RunBook.Fulfilled;
import io.irodsingest.orchestrator.scheduling.RunBook.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A change of one schedule at one moment, put together step by step: ends of runs are noted, runs whose time has come are decided and
 * claimed, runs that users want are claimed. It touches nothing outside; {@link #change} says what is to be applied. For a single use.
 */
final class Claim {
    private final StoredSchedule stored;
    private final ScheduleRecord before;
    private final Instant now;
    private final List<Going> going;
    private final List<Wanted> wanted;
    private final List<Fulfilled> fulfilled;
    private final Map<Long, StoredRun> log = new TreeMap<>();
    private final List<Handover> handovers = new ArrayList<>();
    private ScheduleRecord record;
    private Optional<Instant> notBefore = Optional.empty();
    private Optional<String> attachment = Optional.empty();
    private long entries;
    private long numbered;

    /** A run that is to be handed over once it is claimed. */
    record Handover(Going run, List<String> stops) {}

    /** @param now by the clock of Redis */
    Claim(StoredSchedule stored, Instant now) {
        this.stored = stored;
        this.before = Documents.read(stored);
        this.record = before;
        this.now = now;
        this.going = new ArrayList<>(before.runs().going());
        this.wanted = new ArrayList<>(before.runs().wanted());
        this.fulfilled = new ArrayList<>(before.runs().fulfilled());
        this.entries = before.runs().entries();
        this.numbered = before.runs().numbered();
    }

    ScheduleRecord before() {
        return before;
    }

    /** Something else about the schedule is to be different; its runs are not. */
    Claim edit(UnaryOperator<ScheduleRecord> edit) {
        record = edit.apply(record);
        return this;
    }

    /** Something else is to be kept beside the document. @param text empty for nothing */
    Claim attach(String text) {
        attachment = Optional.of(text);
        return this;
    }

    /** Notes how runs ended. @param ends by their numbers */
    Claim ended(Map<Long, RunEnd> ends) {
        for (Going run : List.copyOf(going)) {
            RunEnd end = ends.get(run.run());
            if (end != null) {
                going.remove(run);
                log(run.entry(), LoggedRun.ended(run, end), false);
                if (end.isFailure()) {
                    failed(run, end);
                }
            }
        }
        return this;
    }

    private void failed(Going run, RunEnd end) {
        Schedule schedule = record.schedule();
        Progress progress = schedule.progress();
        RunCounts counts = progress.counts();
        Progress counted = new Progress(new RunCounts(counts.started(), counts.skipped(), counts.missed(),
                counts.failed() + 1), progress.last(), progress.next(), progress.waiting());
        boolean pauses = schedule.policies().pauseOnFailure() && schedule.state() == ScheduleState.ACTIVE;
        record = record.with(pauses
                ? schedule.with(ScheduleState.PAUSED, Optional.of("run " + run.run() + " was " + end.outcome()
                        + end.reason().map(reason -> ": " + reason).orElse("")), counted)
                : schedule.with(schedule.state(), schedule.note(), counted));
    }

    /** Decides all whose time has come, and claims those that are to start. */
    Claim due() {
        Progress progress = record.schedule().progress();
        Due due = Due.of(record.schedule(), now, !going.isEmpty());
        if (due.runs().stream().anyMatch(run -> !progress.waiting().contains(run.planned()))) {
            notBefore = Optional.of(now);
        }
        Optional<LoggedRun> leftOut = Optional.empty();
        for (PlannedRun run : due.runs()) {
            if (run.decision() == Decision.SKIP || run.decision() == Decision.MISS) {
                leftOut = Optional.of(leftOut(leftOut, run));
            } else {
                leftOut.ifPresent(this::logNew);
                leftOut = Optional.empty();
                if (run.decision() == Decision.START || run.decision() == Decision.REPLACE) {
                    claim(run.planned(), start(progress, run.planned()), Cause.PLAN,
                            run.decision() == Decision.REPLACE);
                }
            }
        }
        leftOut.ifPresent(this::logNew);
        record = record.with(record.schedule().after(due));
        return this;
    }

    private LoggedRun leftOut(Optional<LoggedRun> before, PlannedRun run) {
        RunOutcome outcome = run.decision() == Decision.SKIP ? RunOutcome.SKIPPED : RunOutcome.MISSED;
        LoggedRun one = LoggedRun.leftOut(outcome, run.planned());
        if (before.isEmpty() || before.get().outcome() == outcome) {
            return before.map(earlier -> earlier.and(one)).orElse(one);
        }
        logNew(before.get());
        return one;
    }

    /** When a run was to start; one that waited starts as soon as it can. */
    private Instant start(Progress progress, Instant planned) {
        if (progress.waiting().contains(planned)) {
            return now;
        }
        return progress.next().filter(next -> next.planned().equals(planned)).map(NextRun::start)
                .orElseGet(() -> record.schedule().plan().window().start(record.schedule().name(), planned));
    }

    /** Adds runs that somebody wants besides the plan. */
    Claim want(List<Wanted> more) {
        wanted.addAll(more);
        return this;
    }

    /** Notes that a wish was fulfilled by what was done here so far, so that it is recognised when it is sent again. */
    Claim fulfilled(String id, String about) {
        fulfilled.add(new Fulfilled(id, about, tally()));
        return this;
    }

    /** Why no run can be begun now besides the plan, in one line; empty when one can, or may wait. */
    Optional<String> inTheWay() {
        OverlapPolicy overlap = record.schedule().policies().overlap();
        if (going.isEmpty() || overlap == OverlapPolicy.START_ANYWAY || overlap == OverlapPolicy.STOP_OTHER
                || overlap == OverlapPolicy.WAIT && wanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("run " + going.getFirst().run() + " of schedule '" + record.schedule().name()
                + "' is still going, and " + (overlap == OverlapPolicy.SKIP
                        ? "its overlap is SKIP"
                        : "another one waits for its end"));
    }

    Claim wantNothing() {
        wanted.clear();
        return this;
    }

    /** Claims runs that somebody wants besides the plan, if no other is in their way. */
    Claim wanted() {
        OverlapPolicy overlap = record.schedule().policies().overlap();
        while (!wanted.isEmpty() && (going.isEmpty() || overlap == OverlapPolicy.START_ANYWAY
                || overlap == OverlapPolicy.STOP_OTHER && wanted.getFirst().cause() == Cause.TRIGGERED)) {
            Wanted first = wanted.removeFirst();
            claim(first.planned(), now, first.cause(), overlap == OverlapPolicy.STOP_OTHER);
        }
        return this;
    }

    private void claim(Instant planned, Instant start, Cause cause, boolean stopsOthers) {
        numbered++;
        Going run = new Going(numbered, entries + 1, planned, start, now, cause, Going.jobOf(stored.id(), numbered),
                false);
        List<String> stops = stopsOthers ? going.stream().map(Going::job).toList() : List.of();
        going.add(run);
        entries++;
        log(run.entry(), LoggedRun.claimed(run, stops), true);
        handovers.add(new Handover(run, stops));
    }

    /** Notes that the job of a run was made. @param started by the clock of Redis */
    Claim handedOver(long number, String job, Instant started) {
        for (Going run : List.copyOf(going)) {
            if (run.run() == number && !run.handedOver()) {
                Going known = run.withJob(job);
                going.set(going.indexOf(run), known);
                log(run.entry(), LoggedRun.started(known, started), false);
            }
        }
        return this;
    }

    private void logNew(LoggedRun run) {
        entries++;
        log(entries, run, false);
    }

    private void log(long entry, LoggedRun run, boolean toHandOver) {
        log.put(entry, Documents.run(entry, run, toHandOver));
    }

    /** What is to be kept then. */
    ScheduleRecord after() {
        return record.with(new RunBook(entries, numbered, going, wanted, fulfilled));
    }

    /** Empty when all stays as it is. */
    Optional<ScheduleChange> change() {
        ScheduleRecord after = after();
        if (after.equals(before) && log.isEmpty() && attachment.isEmpty()) {
            return Optional.empty();
        }
        ScheduleChange change = new ScheduleChange(stored, Documents.content(after), notBefore,
                List.copyOf(log.values()));
        return Optional.of(attachment.map(change::withAttachment).orElse(change));
    }

    List<Handover> handovers() {
        return List.copyOf(handovers);
    }

    /** What users are told of it. */
    Tally tally() {
        RunCounts was = before.schedule().progress().counts();
        RunCounts is = record.schedule().progress().counts();
        return new Tally(handovers.size(), record.schedule().progress().waiting().size() + wanted.size(),
                is.skipped() - was.skipped(), is.missed() - was.missed(), is.failed() - was.failed());
    }
}
