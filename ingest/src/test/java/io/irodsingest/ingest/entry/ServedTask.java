package io.irodsingest.ingest.entry;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A task with a server of iRODS, and marks that outlive it; without a behaviour of its own. */
final class ServedTask implements TaskContext {
    private final JobSpec spec;
    private final Irods irods;
    private final Notes notes;
    private final boolean again;
    private final Outages outages = new Outages(Clock.systemUTC());

    /** What is noted of a task, whoever has it. */
    static final class Notes implements TaskMarks {
        private final Map<String, String> plan = new TreeMap<>();
        private final Set<String> done = new HashSet<>();

        @Override
        public synchronized Marks begin(Map<String, String> more) {
            more.forEach(plan::putIfAbsent);
            return new Marks(plan, done);
        }

        @Override
        public synchronized void done(String entry) {
            done.add(entry);
        }
    }

    /** @param again whether somebody had the task before */
    ServedTask(JobSpec spec, Irods irods, Notes notes, boolean again) {
        this.spec = spec;
        this.irods = irods;
        this.notes = notes;
        this.again = again;
    }

    Outages outages() {
        return outages;
    }

    @Override
    public String jobId() {
        return "job";
    }

    @Override
    public JobSpec spec() {
        return spec;
    }

    @Override
    public JobPolicy policy() {
        return EntryPolicy.of(JobPolicy.specified(spec));
    }

    @Override
    public boolean mayHaveRunBefore() {
        return again;
    }

    @Override
    public SyncCache cache() {
        return new NoMemory();
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
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> noted(String note, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EntryFailure> failuresToRetry(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskMarks marks() {
        return notes;
    }

    @Override
    public void callOncePerPass(Hook hook) {
        throw new UnsupportedOperationException();
    }
}
