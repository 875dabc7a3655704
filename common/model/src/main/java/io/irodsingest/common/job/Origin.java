package io.irodsingest.common.job;

import java.time.Instant;
import java.util.Optional;

/**
 * When and for what a job was made, and in which order with others.
 *
 * @param createdAt by the clock of Redis
 * @param plannedAt for which time it was planned, which delays nothing; empty for a job that was not planned
 * @param runOf of what it is a run; empty for a job of its own
 * @param chain how far it is with what it comes after, and with what comes after it
 */
public record Origin(Instant createdAt, Optional<Instant> plannedAt, Optional<RunOf> runOf, ChainProgress chain) {

    /** Of a job that was not planned, and is a run of nothing. */
    public static Origin at(Instant createdAt) {
        return new Origin(createdAt, Optional.empty(), Optional.empty(), ChainProgress.NONE);
    }

    /**
     * What is done again and again.
     *
     * @param name that of what the job is a run of
     * @param run which run of it; the first is 1
     */
    public record RunOf(String name, long run) {}
}
