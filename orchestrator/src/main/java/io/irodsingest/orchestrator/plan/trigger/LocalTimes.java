package io.irodsingest.orchestrator.plan.trigger;

import java.time.LocalDateTime;
import java.util.Optional;

/** A sequence of local dates with times, in a calendar that knows no zones. Implementations are immutable. */
@FunctionalInterface
interface LocalTimes {
    /** The first that is later than the given one; empty when none is. */
    Optional<LocalDateTime> next(LocalDateTime after);
}
