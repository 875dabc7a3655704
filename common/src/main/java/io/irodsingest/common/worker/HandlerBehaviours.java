package io.irodsingest.common.worker;

import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.handler.HandledBehaviour;
import io.irodsingest.common.handler.HandlerFiles;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.LimitedBehaviour;
import io.irodsingest.common.handler.SpecifiedBehaviour;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.JobStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes behaviours of the event handlers that jobs came with; a job without one has what its specification says. */
final class HandlerBehaviours implements Behaviours {
    private final JobStore jobs;
    private final Map<String, HandledBehaviour> handled = new ConcurrentHashMap<>();

    HandlerBehaviours(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public Behaviour of(String jobId, JobSpec spec) throws UnusableHandlerException, InterruptedException {
        if (spec.options().handler().isEmpty()) {
            return LimitedBehaviour.of(spec, new SpecifiedBehaviour(spec));
        }
        HandlerFile file = spec.options().handler().get();
        byte[] content = jobs.handler(jobId).orElseThrow(() -> new UnusableHandlerException(
                "event handler " + file.fileName() + " is not in Redis any more; start the job again"));
        try {
            HandledBehaviour behaviour = HandlerFiles.load(spec, file, content);
            close(handled.put(jobId, behaviour));
            return LimitedBehaviour.of(spec, behaviour);
        } catch (HookFailedException failed) {
            throw new UnusableHandlerException(failed.getMessage());
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
