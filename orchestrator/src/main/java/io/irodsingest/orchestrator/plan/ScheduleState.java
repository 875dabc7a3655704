package io.irodsingest.orchestrator.plan;

/** Whether a schedule starts runs. */
public enum ScheduleState {
    ACTIVE,
    /** By a user, or after a failure where that was asked for. Its times pass, and are counted as skipped. */
    PAUSED,
    /** Nothing of it is planned any more, or it was cancelled. */
    ENDED
}
