package io.irodsingest.common.worker;

import io.irodsingest.common.handler.EventHandlers;
import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.handler.HandledBehaviour;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.LimitedBehaviour;
import io.irodsingest.common.handler.SpecifiedBehaviour;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.JobStore;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes behaviours of the event handlers that jobs came with; a job without one has what its specification says. */
final class HandlerBehaviours implements Behaviours {
    private final JobStore jobs;
    private final Optional<ClusterKey> key;
    private final Map<String, HandledBehaviour> handled = new ConcurrentHashMap<>();

    /** @param key tells which jars are those that an admin sent; without one no jar is run */
    HandlerBehaviours(JobStore jobs, Optional<ClusterKey> key) {
        this.jobs = jobs;
        this.key = key;
    }

    @Override
    public Behaviour of(String jobId, JobSpec spec) throws UnusableHandlerException, InterruptedException {
        if (spec.options().handler().isEmpty()) {
            return LimitedBehaviour.of(spec, new SpecifiedBehaviour(spec));
        }
        HandlerFile file = spec.options().handler().get();
        if (file.form() == Form.JAR) {
            checkSeal(jobId, spec, file);
        }
        byte[] content = jobs.handler(jobId).orElseThrow(() -> new UnusableHandlerException(
                "event handler " + file.fileName() + " is not in Redis any more; start the job again"));
        try {
            HandledBehaviour behaviour = EventHandlers.load(spec, file, content);
            close(handled.put(jobId, behaviour));
            return LimitedBehaviour.of(spec, behaviour);
        } catch (HookFailedException failed) {
            throw new UnusableHandlerException(failed.getMessage());
        }
    }

    /** Whoever can write to Redis must not have his code run for that. */
    private void checkSeal(String jobId, JobSpec spec, HandlerFile file) throws UnusableHandlerException {
        ClusterKey opens = key.orElseThrow(() -> new UnusableHandlerException("event handler " + file.fileName()
                + " is a jar, and this worker cannot tell who sent it: give it the IRODS_INGEST_CLUSTER_KEY of the"
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

    private static void close(HandledBehaviour over) {
        if (over != null) {
            over.close();
        }
    }
}
