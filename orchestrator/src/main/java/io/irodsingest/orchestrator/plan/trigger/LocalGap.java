package io.irodsingest.orchestrator.plan.trigger;

/** What becomes of a local time that does not exist, because clocks were set forward over it. */
public enum LocalGap {
    /** It is the first moment after the gap. Several times of one gap are that one moment. */
    RUN_AFTER,
    /** It is left out. */
    SKIP
}
