package io.irodsingest.orchestrator.schedule.trigger;

/** Which moment a local time is that exists twice, because clocks were set back over it. */
public enum LocalOverlap {
    /** The first, before clocks were set back. */
    FIRST,
    /** The second. */
    SECOND,
    /** Both are planned times. */
    BOTH
}
