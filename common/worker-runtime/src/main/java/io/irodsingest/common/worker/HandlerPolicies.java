package io.irodsingest.common.worker;

import io.irodsingest.common.handler.EventHandlers;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handler.HandlerPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.LimitedPolicy;
import io.irodsingest.common.handler.SpecifiedPolicy;
import io.irodsingest.common.handler.python.PassValues;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.JobStore;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes behaviours of the event handlers that jobs came with; a job without one has what its specification says. */
final class HandlerPolicies implements JobPolicies {
    private final JobStore jobs;
    private final Optional<ClusterKey> key;
    private final PythonOptions python;
    private final Map<String, HandlerPolicy> handled = new ConcurrentHashMap<>();

    /** @param key tells which code is that which an admin sent; without one none is run */
    HandlerPolicies(JobStore jobs, Optional<ClusterKey> key, PythonOptions python) {
        this.jobs = jobs;
        this.key = key;
        this.python = python;
    }

    @Override
    public JobPolicy of(String jobId, JobSpec spec) throws UnusableHandlerException, InterruptedException {
        if (!(spec.work() instanceof EntryWork work)) {
            return JobPolicy.specified(spec);
        }
        if (work.handler().isEmpty()) {
            return LimitedPolicy.of(spec, new SpecifiedPolicy(work, spec.options()));
        }
        HandlerFile file = work.handler().get();
        if (file.form().isCode()) {
            checkSeal(jobId, spec, file);
        }
        byte[] content = jobs.handler(jobId).orElseThrow(() -> new UnusableHandlerException(
                "event handler " + file.fileName() + " is not in Redis any more; start the job again"));
        try {
            HandlerPolicy policy = EventHandlers.load(spec, work, file, content,
                    new EventHandlers.Python(python, new PassValues(jobs, jobId)));
            close(handled.put(jobId, policy));
            return LimitedPolicy.of(spec, policy);
        } catch (HookFailedException failed) {
            throw new UnusableHandlerException(failed.getMessage());
        }
    }

    /** Whoever can write to Redis must not have his code run for that. */
    private void checkSeal(String jobId, JobSpec spec, HandlerFile file) throws UnusableHandlerException {
        ClusterKey opens = key.orElseThrow(() -> new UnusableHandlerException("event handler " + file.fileName()
                + " is code, and this worker cannot tell who sent it: give it the IRODS_INGEST_CLUSTER_KEY of the"
                + " orchestrator"));
        if (!file.isSealedBy(opens, jobId)) {
            String reason = "event handler " + file.fileName() + " was not sealed for this job by the cluster's key;"
                    + " orchestrators and workers need the same IRODS_INGEST_CLUSTER_KEY, and a job of an older version"
                    + " has to be started again";
            Denials.note(spec, reason);
            throw new UnusableHandlerException(reason);
        }
    }

    @Override
    public void release(String jobId) {
        close(handled.remove(jobId));
    }

    private static void close(HandlerPolicy over) {
        if (over != null) {
            over.close();
        }
    }
}
