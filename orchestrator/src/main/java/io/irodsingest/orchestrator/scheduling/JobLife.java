package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.task.TaskMessage;
import java.util.Optional;

/** What becomes of the jobs of runs, besides their records. Thread-safe. */
public interface JobLife {

    /** Lets a job begin that was made just now; it does not wait for the broker. */
    void begun(Created created);

    /** Lets a job try its failures again; it does not wait for the broker. */
    void retried(Job job, TaskMessage first);

    /** Asks a job to stop. @return its state then; empty for no such job */
    Optional<JobState> stop(String jobId) throws InterruptedException;
}
