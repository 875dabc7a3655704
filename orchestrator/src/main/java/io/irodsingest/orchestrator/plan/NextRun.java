package io.irodsingest.orchestrator.plan;

import java.time.Instant;

/**
 * The next run of a schedule.
 *
 * @param planned its planned time, from which the one after it is computed
 * @param start when it is due: later by the jitter, or where a user moved it, which shifts no later run
 */
public record NextRun(Instant planned, Instant start) {}
