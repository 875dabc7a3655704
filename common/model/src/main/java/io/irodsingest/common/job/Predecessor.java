package io.irodsingest.common.job;

/**
 * Another job that a job waits for before it begins. Immutable.
 *
 * @param id of the other job, which stays when its name is used again
 * @param name that the other job has, for messages
 * @param however whether any end of the other job will do; false when it must have ended well
 * @param met whether the other job has ended so; once seen, it does not matter what becomes of that job's record
 */
public record Predecessor(String id, String name, boolean however, boolean met) {

    /** Whether a job that is in this state now has ended as it should. */
    public boolean isMetBy(JobState state) {
        return however ? state.isFinal() : state == JobState.COMPLETED;
    }

    /** The other job in messages. */
    public String label() {
        return "job " + name + " (" + id + ')';
    }
}
