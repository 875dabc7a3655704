package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.SchedulePolicies;
import io.irodsingest.cli.command.Numbers;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a schedule behaves when things do not go as planned. */
final class PolicyOptions {
    /** As the orchestrator knows it. */
    private enum Missed {
        RUN_ONCE, SKIP, CATCH_UP
    }

    /** As the orchestrator knows it. */
    private enum Overlap {
        SKIP, WAIT, START_ANYWAY, STOP_OTHER
    }

    @Option(names = "--missed", paramLabel = "HOW", description = "What becomes of runs whose time passed while no orchestrator was there: RUN_ONCE (the newest of them), SKIP or CATCH_UP (all of them). Default: RUN_ONCE")
    private Optional<Missed> missed = Optional.empty();

    @Option(names = "--missed-within", paramLabel = "LENGTH", description = "A missed run that is later than this is not started any more. Default: P1D")
    private Optional<String> missedWithin = Optional.empty();

    @Option(names = "--missed-most", paramLabel = "N", converter = Numbers.Positive.class, description = "With CATCH_UP: so many missed runs at most. Default: 100")
    private Optional<Integer> missedMost = Optional.empty();

    @Option(names = "--overlap", paramLabel = "HOW", description = "What becomes of a run whose time comes while the last one is still going: SKIP, WAIT (for its end), START_ANYWAY or STOP_OTHER. Default: SKIP")
    private Optional<Overlap> overlap = Optional.empty();

    @Option(names = "--pause-on-failure", arity = "0..1", fallbackValue = "true", paramLabel = "true|false", description = "Pause the schedule when a run of it fails")
    private Optional<Boolean> pauseOnFailure = Optional.empty();

    /** Whether any of the options was given. */
    boolean given() {
        return Stream.of(missed, missedWithin, missedMost, overlap, pauseOnFailure).anyMatch(Optional::isPresent);
    }

    /** @param others what holds where an option was not given, as far as it goes with those that were */
    SchedulePolicies over(SchedulePolicies others) {
        boolean within = missed.isEmpty() || missed.get() != Missed.SKIP;
        boolean most = missed.isEmpty() || missed.get() == Missed.CATCH_UP;
        return new SchedulePolicies(missed.map(Enum::name).or(others::missed),
                missedWithin.or(() -> others.missedWithin().filter(known -> within)),
                missedMost.or(() -> others.missedMost().filter(known -> most)),
                overlap.map(Enum::name).or(others::overlap), pauseOnFailure.or(others::pauseOnFailure));
    }

    /** What was given; the rest is left to the orchestrator. */
    SchedulePolicies policies() {
        return over(new SchedulePolicies(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty()));
    }
}
