package io.irodsingest.orchestrator.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a schedule has come.
 *
 * @param last planned time of the run that was started last
 * @param next empty when nothing is planned any more
 * @param waiting planned times of runs that start one by one when the run that is going has ended, in order
 */
public record Progress(RunCounts counts, Optional<Instant> last, Optional<NextRun> next, List<Instant> waiting) {

    public Progress {
        last = Objects.requireNonNullElse(last, Optional.empty());
        next = Objects.requireNonNullElse(next, Optional.empty());
        waiting = waiting == null ? List.of() : List.copyOf(waiting);
    }
}
