package io.irodsingest.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of what happened to a job, newest first.
 *
 * @param offset how many stand before the first of this page
 * @param limit how many this page could hold; a shorter page is the last
 */
public record JobHistory(int offset, int limit, List<Event> events) {

    public JobHistory {
        events = List.copyOf(events);
    }

    /**
     * The job has another state.
     *
     * @param pass number of the pass; the first is 1
     * @param passEnd what came of the pass that ended thereby
     */
    public record Event(Instant at, String state, long pass, Optional<PassEnd> passEnd) {}

    /**
     * The end of a pass.
     *
     * @param outcome COMPLETED, COMPLETED_WITH_FAILURES or FAILED, also when the job waits for its next pass; STOPPED for a pass of a
     *        periodic job that took longer than its deadline
     * @param elapsedTime seconds from the begin of the pass
     * @param counts entries and bytes by what became of them
     */
    public record PassEnd(String outcome, Instant startTime, double elapsedTime, Map<String, Long> counts,
            long failedTasks, Optional<String> error) {}
}
