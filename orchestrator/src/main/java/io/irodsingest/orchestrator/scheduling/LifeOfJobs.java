package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import java.util.Optional;

/** Jobs of runs are begun and stopped as all others. Thread-safe. */
public record LifeOfJobs(Jobs jobs) implements JobLife {

    @Override
    public void begun(Created created) {
        jobs.begun(created);
    }

    @Override
    public void retried(Job job, TaskMessage first) {
        jobs.retried(job, first);
    }

    @Override
    public Optional<JobState> stop(String jobId) throws InterruptedException {
        return jobs.askToStop(jobId);
    }
}
