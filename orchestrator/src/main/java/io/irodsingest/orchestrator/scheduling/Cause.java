package io.irodsingest.orchestrator.scheduling;

/** Why a run is started. */
public enum Cause {
    /** Its time came. */
    PLAN,
    /** A user wanted it at once. */
    TRIGGERED,
    /** A user wanted the runs of a time that is past. */
    BACKFILL
}
