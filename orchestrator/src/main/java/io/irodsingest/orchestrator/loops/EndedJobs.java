package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids of jobs that were told to have ended and that the monitor may not have seen yet. Some ends are never told: this only hurries what
 * looks at the jobs find out. {@link #take} is for one thread, and {@link #close} for whoever has ended that.
 */
final class EndedJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndedJobs.class);

    private final JobStore jobs;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile Runnable wake = () -> {};
    private volatile AutoCloseable subscription;

    EndedJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /** @param woken called when a job has ended; must not wait */
    void wakes(Runnable woken) {
        wake = woken;
    }

    /** Those since the last call. The first call begins to listen; it waits a little for a Redis that is away. */
    Set<String> take() throws InterruptedException {
        if (subscription == null) {
            subscription = jobs.onChange(this::note);
        }
        Set<String> taken = Set.copyOf(told);
        told.removeAll(taken);
        return taken;
    }

    private void note(String jobId, JobState state) {
        if (state.isFinal()) {
            told.add(jobId);
            wake.run();
        }
    }

    @Override
    public void close() {
        try (AutoCloseable ending = subscription) {
            LOG.debug("nobody listens to ends of jobs any more: {}", ending);
        } catch (Exception unclosed) {
            LOG.warn("listening to ends of jobs could not be ended", unclosed);
        }
    }
}
