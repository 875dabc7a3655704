package io.irodsingest.orchestrator.plan;

import io.irodsingest.orchestrator.plan.MissedPolicy.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The policies of one active schedule at one moment. For a single use. */
final class Decisions {
    private final Schedule schedule;
    private final Instant now;
    private final List<PlannedRun> runs = new ArrayList<>();
    private final List<Instant> waiting;
    private long started;
    private boolean going;

    Decisions(Schedule schedule, Instant now, boolean running) {
        this.schedule = schedule;
        this.now = now;
        this.going = running;
        waiting = new ArrayList<>(schedule.progress().waiting());
        started = schedule.progress().counts().started();
    }

    /**
     * @param planned all whose time has come
     * @param next the first whose time has not
     */
    Due of(List<NextRun> planned, Optional<NextRun> next) {
        if (!going && !waiting.isEmpty()) {
            start(waiting.removeFirst(), Decision.START);
        }
        Set<NextRun> wanted = wanted(planned);
        Optional<NextRun> newest = planned.stream().filter(wanted::contains).reduce((one, later) -> later);
        for (NextRun run : planned) {
            if (!wanted.contains(run)) {
                runs.add(new PlannedRun(run.planned(), Decision.MISS, OptionalLong.empty()));
            } else if (isUsedUp()) {
                break;
            } else {
                decide(run, newest.filter(run::equals).isPresent());
            }
        }
        return new Due(runs, isUsedUp() ? Optional.empty() : next, waiting);
    }

    /** Those on time, and of those that are late what the policy lets start. */
    private Set<NextRun> wanted(List<NextRun> planned) {
        MissedPolicy policy = schedule.policies().missed();
        List<NextRun> onTime = planned.stream().filter(run -> !Due.isLate(run, now)).toList();
        List<NextRun> late = planned.stream().filter(run -> Due.isLate(run, now))
                .filter(run -> !run.start().plus(policy.within()).isBefore(now)).toList();
        int most = policy.mode() == Mode.RUN_ONCE && !onTime.isEmpty() ? 0 : policy.mostStarted();
        Set<NextRun> wanted = new HashSet<>(late.subList(Math.max(0, late.size() - most), late.size()));
        wanted.addAll(onTime);
        return wanted;
    }

    private void decide(NextRun run, boolean newest) {
        Decision decision = going || !waiting.isEmpty() ? whileBusy(run, newest) : whileIdle(newest);
        if (decision.starts()) {
            start(run.planned(), decision);
        } else {
            if (decision == Decision.WAIT) {
                waiting.add(run.planned());
            }
            runs.add(new PlannedRun(run.planned(), decision, OptionalLong.empty()));
        }
    }

    private Decision whileIdle(boolean newest) {
        boolean stoppedAtOnce = schedule.policies().overlap() == OverlapPolicy.STOP_OTHER && !newest;
        return stoppedAtOnce ? Decision.SKIP : Decision.START;
    }

    private Decision whileBusy(NextRun run, boolean newest) {
        MissedPolicy missed = schedule.policies().missed();
        boolean caughtUp = Due.isLate(run, now) && missed.mode() == Mode.CATCH_UP && waiting.size() < missed.most();
        return switch (schedule.policies().overlap()) {
            case START_ANYWAY -> Decision.START;
            case STOP_OTHER -> newest ? Decision.REPLACE : Decision.SKIP;
            case SKIP -> caughtUp ? Decision.WAIT : Decision.SKIP;
            case WAIT -> caughtUp || waiting.isEmpty() ? Decision.WAIT : Decision.SKIP;
        };
    }

    private void start(Instant planned, Decision decision) {
        started++;
        going = true;
        runs.add(new PlannedRun(planned, decision, OptionalLong.of(started)));
    }

    /** Of a bounded number of runs; one that waits will be one of them. */
    private boolean isUsedUp() {
        return schedule.plan().window().runs().filter(most -> started + waiting.size() >= most).isPresent();
    }
}
