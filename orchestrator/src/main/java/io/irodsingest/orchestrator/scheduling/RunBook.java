package io.irodsingest.orchestrator.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a schedule besides its plan.
 *
 * @param entries how many the log has had
 * @param numbered the number of the latest run
 * @param going runs that were claimed and have not ended
 * @param wanted runs that users want besides the plan, which start when no other is going, in order
 */
public record RunBook(long entries, long numbered, List<Going> going, List<Wanted> wanted) {
    static final RunBook EMPTY = new RunBook(0, 0, List.of(), List.of());

    /** @param planned for which time it is */
    public record Wanted(Instant planned, Cause cause) {}

    public RunBook {
        going = going == null ? List.of() : List.copyOf(going);
        wanted = wanted == null ? List.of() : List.copyOf(wanted);
    }

    Optional<Going> going(long run) {
        return going.stream().filter(one -> one.run() == run).findFirst();
    }
}
