package io.irodsingest.orchestrator.plan.trigger;

/** Which moment a local time is that exists twice, because clocks were set back over it. */
public enum LocalOverlap {
    /** The first, before clocks were set back. */
    FIRST,
    /** The second. */
    SECOND,
    /** Both are planned times. */
    BOTH
}
