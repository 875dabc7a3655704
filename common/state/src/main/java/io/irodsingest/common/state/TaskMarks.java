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
     * @param plan entries by what identifies them in the task to their events, as the first one noted them who had the task
     * @param done entries whose post hook ran
     */
    record Marks(Map<String, String> plan, Set<String> done) {
        public Marks {
            plan = Map.copyOf(plan);
            done = Set.copyOf(done);
        }
    }

    /**
     * Notes what is about to be done; of an entry that was noted before, what was noted first holds.
     *
     * @param plan entries to their events; an entry is identified by what is the same whoever has the task
     * @return all that was ever noted in this task
     */
    Marks begin(Map<String, String> plan) throws InterruptedException;

    /** Notes that the post hook of an entry ran, which was in a plan. */
    void done(String entry) throws InterruptedException;
}
