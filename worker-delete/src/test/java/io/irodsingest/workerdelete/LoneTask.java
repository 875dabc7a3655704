package io.irodsingest.workerdelete;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A task with a server of iRODS and nothing else: no hooks, no task table. */
record LoneTask(JobSpec spec, Irods irods, Outages outages) implements TaskContext {
    LoneTask(JobSpec spec, Irods irods) {
        this(spec, irods, new Outages(Clock.systemUTC()));
    }

    @Override
    public String jobId() {
        return "job";
    }

    @Override
    public JobPolicy policy() {
        return EntryPolicy.of(JobPolicy.specified(spec));
    }

    @Override
    public boolean mayHaveRunBefore() {
        return false;
    }

    @Override
    public SyncCache cache() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException {
        return untilBack(() -> {
            try (IrodsSession session = irods.session()) {
                return work.on(session);
            }
        });
    }

    @Override
    public <T, E extends Exception> T untilBack(Outages.Attempt<T, E> attempt) throws InterruptedException, E {
        return outages.untilBack(attempt);
    }

    @Override
    public void commitPart(Outcome.Done part, Task remainder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long reserveDeletions(long wanted, long most) {
        return wanted;
    }

    @Override
    public List<String> noted(String note, int limit) {
        return List.of();
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) {
        return List.of();
    }

    @Override
    public TaskMarks marks() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void callOncePerPass(Hook hook) {
        throw new UnsupportedOperationException();
    }
}
