package io.irodsingest.common.state;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.task.JobCourse;
import java.util.Optional;

/**
 * A wish for a job.
 *
 * @param id of the job that fulfils it; the same for each repetition of the wish
 * @param course what its kind of work gives it
 * @param handler the content of the job's event handler, kept as long as the job is
 */
public record NewJob(String id, JobSpec spec, JobCourse course, Optional<byte[]> handler) {

    /** Of a wish that is not repeated. */
    public static NewJob of(JobSpec spec, JobCourse course) {
        return new NewJob(Ids.job(), spec, course, Optional.empty());
    }

    /** The same under another id. */
    public NewJob as(String other) {
        return new NewJob(other, spec, course, handler);
    }

    /** The same with an event handler. */
    public NewJob with(byte[] content) {
        return new NewJob(id, spec, course, Optional.of(content));
    }
}
