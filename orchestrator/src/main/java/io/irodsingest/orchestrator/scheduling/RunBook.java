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
 * @param fulfilled the latest wishes for such runs that may be sent again, the oldest first; none in a record of an earlier version
 */
public record RunBook(long entries, long numbered, List<Going> going, List<Wanted> wanted, List<Fulfilled> fulfilled) {
    static final RunBook EMPTY = new RunBook(0, 0, List.of(), List.of(), List.of());
    /** Whoever sends a wish again does it soon; the record of a schedule is to stay small. */
    private static final int MOST_FULFILLED = 20;

    /** @param planned for which time it is */
    public record Wanted(Instant planned, Cause cause) {}

    /**
     * A wish for runs besides the plan, and what it was answered.
     *
     * @param id by which it is recognised
     * @param about in words, with all that tells it from others
     */
    public record Fulfilled(String id, String about, Tally answer) {}

    public RunBook {
        going = going == null ? List.of() : List.copyOf(going);
        wanted = wanted == null ? List.of() : List.copyOf(wanted);
        fulfilled = fulfilled == null
                ? List.of()
                : List.copyOf(fulfilled.subList(Math.max(0, fulfilled.size() - MOST_FULFILLED), fulfilled.size()));
    }

    Optional<Fulfilled> fulfilled(String id) {
        return fulfilled.stream().filter(wish -> wish.id().equals(id)).findFirst();
    }

    Optional<Going> going(long run) {
        return going.stream().filter(one -> one.run() == run).findFirst();
    }
}
