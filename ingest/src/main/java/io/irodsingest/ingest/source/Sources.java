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
}
