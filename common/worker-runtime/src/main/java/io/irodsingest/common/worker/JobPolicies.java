package io.irodsingest.common.worker;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.job.JobSpec;

/** Makes the behaviour of jobs, once for each job in a worker. Thread-safe. */
@FunctionalInterface
public interface JobPolicies {
    /** What specifications say, without event handlers. */
    JobPolicies SPECIFIED = (jobId, spec) -> JobPolicy.specified(spec);

    /**
     * @throws UnusableHandlerException when the job's event handler cannot be had: the job fails with its message
     * @throws InterruptedException when the thread is to end
     */
    JobPolicy of(String jobId, JobSpec spec) throws UnusableHandlerException, InterruptedException;

    /** The job is over for this worker: what was made for it may be given up. */
    default void release(String jobId) {}

    /** An event handler cannot be loaded; the message is one line for the user. */
    final class UnusableHandlerException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnusableHandlerException(String message) {
            super(message);
        }
    }
}
