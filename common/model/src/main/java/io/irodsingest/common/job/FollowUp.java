package io.irodsingest.common.job;

import java.util.Objects;

/** What is begun when a job has ended. Immutable. */
public sealed interface FollowUp {

    /**
     * Another job.
     *
     * @param spec of that job, complete, as it was checked when the first job was made
     */
    record OfJob(JobSpec spec) implements FollowUp {
        public OfJob {
            Objects.requireNonNull(spec, "spec");
        }
    }

    /**
     * The job that a schedule starts.
     *
     * @param name of the schedule at the time when the job has ended
     */
    record OfSchedule(String name) implements FollowUp {
        public OfSchedule {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Whether somebody asks for the same; seals are different each time, and traces do not matter. */
    default boolean isSameWish(FollowUp other) {
        return this instanceof OfJob one && other instanceof OfJob two
                ? one.spec().isSameWish(two.spec())
                : equals(other);
    }

    /** Which ends of a job begin it. */
    enum On {
        /** The job has ended COMPLETED. */
        SUCCESS,
        /** The job has ended in any other way, except that its user has stopped it. */
        FAILURE,
        /** The job has ended. */
        ALWAYS;

        /** Whether it is begun after a job. One that was given up was not stopped by its user. */
        public boolean isBegunBy(Job job) {
            return isBegunBy(job.state()) || this == FAILURE && job.wasGivenUp();
        }

        /** Whether it is begun after a job that is in this state, and was brought there by its user where that is a stop. */
        boolean isBegunBy(JobState state) {
            boolean well = state == JobState.COMPLETED;
            return switch (this) {
                case SUCCESS -> well;
                case FAILURE -> state.isFinal() && !well && state != JobState.STOPPED;
                case ALWAYS -> state.isFinal();
            };
        }
    }
}
