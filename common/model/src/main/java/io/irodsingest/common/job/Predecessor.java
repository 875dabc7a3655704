package io.irodsingest.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Another job that a job waits for before it begins, or its own release by whoever made it. Immutable.
 *
 * @param id of the other job, which stays when its name is used again
 * @param name that the other job has, for messages
 * @param however whether any end of the other job will do; false when it must have ended well
 * @param met whether the other job has ended so; once seen, it does not matter what becomes of that job's record
 */
public record Predecessor(String id, String name, boolean however, boolean met) {
    /** What a job waits for that is held back: no job can have this id, and it is met when the job is released. */
    public static final Predecessor RELEASE = new Predecessor("-release", "release", false, false);

    /** Whether it is no job, but the release. */
    @JsonIgnore
    public boolean isRelease() {
        return id.equals(RELEASE.id);
    }

    /** Whether a job that is in this state now has ended as it should. */
    public boolean isMetBy(JobState state) {
        return however ? state.isFinal() : state == JobState.COMPLETED;
    }

    /** The other job in messages. */
    public String label() {
        return isRelease() ? "its release" : "job " + name + " (" + id + ')';
    }
}
