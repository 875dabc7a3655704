package io.irodsingest.common.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a job: it has another state.
 *
 * @param pass number of the pass in which it happened; the first is 1
 * @param passEnd what came of the pass that ended thereby; empty when none did
 */
public record JobEvent(Instant at, JobState state, long pass, Optional<PassEnd> passEnd) {

    /**
     * The end of a pass.
     *
     * @param outcome COMPLETED, COMPLETED_WITH_FAILURES or FAILED, also when the job waits for its next pass; STOPPED for a pass of a
     *        periodic job that took too long
     * @param startedAt begin of the pass, or of the latest retry of its failures
     * @param error why the pass could not be done
     */
    public record PassEnd(JobState outcome, Instant startedAt, Counts counts, long failedTasks,
            Optional<String> error) {}
}
