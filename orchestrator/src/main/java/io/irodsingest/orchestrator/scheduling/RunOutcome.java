package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.JobState;

/** What came of a planned time. */
public enum RunOutcome {
    /** It was claimed, and is not known to have ended. */
    GOING, SKIPPED, MISSED,
    /** Its job could not be made. */
    NOT_STARTED,
    /** The job that was to try its failures again has none. */
    NOTHING_TO_DO, COMPLETED, COMPLETED_WITH_FAILURES, FAILED, STOPPED,
    /** Its job had not begun when it had to. */
    EXPIRED,
    /** Its job was forgotten before anybody saw how it ended. */
    UNKNOWN;

    static RunOutcome of(JobState ended) {
        for (RunOutcome outcome : values()) {
            if (outcome.name().equals(ended.name())) {
                return outcome;
            }
        }
        return UNKNOWN;
    }
}
