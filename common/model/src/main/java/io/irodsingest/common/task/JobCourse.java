package io.irodsingest.common.task;

import java.util.List;

/**
 * What a kind of work gives a job when it is made: the tasks that nobody hands over. They are kept in the job's record.
 *
 * @param first the task that a pass begins with
 * @param retry the task that hands out again what failed when the job ran last
 * @param steps what ends a pass, in this order
 */
public record JobCourse(EncodedTask first, EncodedTask retry, List<FinalStep> steps) {
    public JobCourse {
        steps = List.copyOf(steps);
    }
}
