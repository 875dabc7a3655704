package io.irodsingest.orchestrator.plan;

/** What becomes of a run whose time has come while the last one of its schedule is still going. */
public enum OverlapPolicy {
    /** It is left out, and counted as skipped. */
    SKIP,
    /** It starts when the last one has ended. One run at most waits; further ones are skipped. */
    WAIT, START_ANYWAY,
    /** The run that is going is stopped first. */
    STOP_OTHER
}
