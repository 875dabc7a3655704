package io.irodsingest.common.worker;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.worker.JobPolicies.UnusableHandlerException;
import java.util.function.Consumer;

/** What a worker keeps of a job that it has tasks of. Thread-safe. */
final class ActiveJob {
    private final String id;
    private final JobSpec spec;
    private final JobPolicies policies;
    private final Consumer<JobSpec> released;
    private final TraceParent trace;
    private final RateLimit pace;
    private final SourceWait source = new SourceWait();
    private volatile boolean resumed;
    private JobPolicy policy;

    /**
     * @param resumed whether the job was paused before, so that old messages of its tasks may be about
     * @param released told when the job is over for this worker, if a task of it was worked on
     */
    ActiveJob(String id, JobSpec spec, boolean resumed, JobPolicies policies, Consumer<JobSpec> released,
            RateLimit pace) {
        this.released = released;
        this.pace = pace;
        this.id = id;
        this.spec = spec;
        this.resumed = resumed;
        this.policies = policies;
        this.trace = spec.trace(id);
    }

    JobSpec spec() {
        return spec;
    }

    TraceParent trace() {
        return trace;
    }

    RateLimit pace() {
        return pace;
    }

    /** Whether its source is away. */
    SourceWait source() {
        return source;
    }

    boolean wasResumed() {
        return resumed;
    }

    void noteResumed() {
        resumed = true;
    }

    /** Made when it is asked for first. */
    synchronized JobPolicy policy() throws UnusableHandlerException, InterruptedException {
        if (policy == null) {
            policy = policies.of(id, spec);
        }
        return policy;
    }

    /** Gives up what was made for the job; it is made again if it should be needed. Without effect when nothing is there. */
    synchronized void release() {
        if (policy != null) {
            policy = null;
            policies.release(id);
            released.accept(spec);
        }
    }
}
