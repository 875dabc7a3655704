package io.irodsingest.orchestrator.plan.trigger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * When a schedule is due: a pure function from one planned time to the next. No trigger looks at a clock, so what is late, moved or
 * repeated shifts nothing. Immutable; equal when they have the same planned times for the same reason.
 *
 * <p>
 * As JSON a trigger is a {@link TriggerForm}. Planned times are whole milliseconds, and end with the year 9999.
 */
public sealed interface Trigger permits At, Every, Cron {

    /** The first planned time that is later than the given one; empty when there is none. */
    Optional<Instant> next(Instant afterPlanned);

    /**
     * This trigger for a schedule that was made at this moment: what it left open is filled in. Only an interval without an anchor
     * leaves something open; it is counted from that moment.
     */
    default Trigger madeAt(Instant made) {
        return this;
    }

    @JsonValue
    default TriggerForm form() {
        return TriggerForm.of(this);
    }

    /** @throws InvalidTriggerException when the form says nothing that can be done */
    @JsonCreator
    static Trigger of(TriggerForm form) {
        return form.toTrigger();
    }
}
