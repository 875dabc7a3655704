package io.irodsingest.orchestrator.watch;

import java.time.Instant;

/**
 * The clock of Redis, as far as it is known without asking: what is in jobs' records is told by it, and the clocks of orchestrators
 * may be wrong.
 *
 * @param at its time at a moment
 * @param nanos that moment, as {@link System#nanoTime} tells it, or a little later
 */
public record RedisTime(Instant at, long nanos) {
    /** Nothing is due by it. */
    static final RedisTime UNKNOWN = new RedisTime(Instant.EPOCH, 0);

    /** The time now; a little too early rather than too late. */
    public Instant now() {
        return of(System.nanoTime());
    }

    /** The time at a moment. @param moment as {@link System#nanoTime} told it */
    public Instant of(long moment) {
        return this == UNKNOWN ? at : at.plusNanos(moment - nanos);
    }
}
