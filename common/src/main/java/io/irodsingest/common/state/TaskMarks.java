package io.irodsingest.common.state;

import java.util.Map;
import java.util.Set;

/**
 * What a task notes of the events of its entries, so that whoever gets it again after a worker died knows which hooks ran. The
 * notes go with the commit of the task. Only for jobs that have such hooks: each call is a round trip. Belongs to one thread.
 */
public interface TaskMarks {
    /**
     * What is known of a task's events.
     *
     * @param plan entries by index to their events, as the first one noted them who had the task
     * @param done entries whose post hook ran
     */
    record Marks(Map<Integer, String> plan, Set<Integer> done) {
        public Marks {
            plan = Map.copyOf(plan);
            done = Set.copyOf(done);
        }
    }

    /**
     * Notes what is about to be done, unless it was noted before.
     *
     * @param plan entries by index to their events; indices count from 0 in an order that is the same for the same task
     * @return what holds: this plan, or the one that was noted first
     */
    Marks begin(Map<Integer, String> plan) throws InterruptedException;

    /** Notes that the post hook of an entry ran. */
    void done(int index) throws InterruptedException;
}
