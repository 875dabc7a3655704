package io.irodsingest.ingest.source;

import io.irodsingest.common.job.JobSpec;

/** Opens the sources of jobs. Thread-safe. */
@FunctionalInterface
public interface Sources {
    /**
     * The source of a job, for one task.
     *
     * @throws io.irodsingest.common.worker.JobFailedException when this worker cannot have it; the message says what to do
     */
    Source of(JobSpec spec);

    /** A job is over for this worker: what is kept for it may be given up. It is asked for again if the job should go on. */
    default void released(JobSpec spec) {}
}
