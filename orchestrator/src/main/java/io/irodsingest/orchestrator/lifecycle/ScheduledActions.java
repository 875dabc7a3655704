package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.state.NewJob;

/** What schedules do at their times, for those who want it done at another moment. Thread-safe. */
@FunctionalInterface
public interface ScheduledActions {

    /**
     * The job that a schedule starts, as one of its own: no run of the schedule.
     *
     * @param schedule name
     * @param grant of whoever wants it; the job is made with that of whoever made the schedule
     * @param id of the job
     * @throws InvalidJobException when there is no such schedule, it starts no job, or one that the grant does not allow, in one line
     */
    NewJob job(String schedule, Grant grant, String id) throws InterruptedException;
}
