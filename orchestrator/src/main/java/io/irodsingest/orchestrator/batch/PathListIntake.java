package io.irodsingest.orchestrator.batch;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.BatchStore.Appended;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.PathListReader;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.lifecycle.Ports;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lists of jobs that bring in what is listed. Such a job is held until its list is there as a whole: the paths are staged where
 * nobody sees them, become the job's list in one step, and the job is released. Whatever breaks off leaves the job as it was, and the
 * list can be sent again. Thread-safe.
 */
public final class PathListIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PathListIntake.class);

    private final BatchStore store;
    private final BoundedCalls bounded;
    private final Jobs jobs;
    private final ChunkStaging staging;

    /** @param mostBytes that all batches and lists together may take */
    public PathListIntake(Ports ports, BoundedCalls bounded, Jobs jobs, long mostBytes) {
        this.store = ports.batches();
        this.bounded = bounded;
        this.jobs = jobs;
        this.staging = new ChunkStaging(store, bounded, "this list", mostBytes);
    }

    /** What the paths of a job's list are below. @throws Refusal when the job takes no list */
    public IngestSource source(Job job) {
        if (job.spec().work() instanceof IngestSpec ingest && ingest.from().listed()) {
            return ingest.from();
        }
        throw Refusal.conflict("No list wanted", "job '" + job.spec().name()
                + "' takes no list: from_list says so when a job is started");
    }

    /**
     * Gives a job its list, and lets it begin. The same list again does no harm.
     *
     * @param job that takes a list
     * @return how many paths are in the list; the source itself does not count
     * @throws Refusal when the job takes no list any more, has another one, or there is no room for it
     * @throws io.irodsingest.common.job.InvalidJobException with the number of an entry that is wrong
     * @throws IOException when the list breaks off
     */
    public long take(Job job, PathListReader paths) throws IOException, InterruptedException {
        BatchContent known = bounded.call(() -> store.content(job.id()));
        if (known.segments().isEmpty() && !BatchStatus.isHeld(job)) {
            throw notHeld(job);
        }
        Segment list = known.segments().isEmpty()
                ? taken(job, staging.stage(job.id(), UUID.randomUUID().toString(), new PathChunks(paths)))
                : same(job, known.segments().getFirst(), new PathChunks(paths));
        jobs.release(job);
        return list.rows();
    }

    /** A list that is sent once more is only compared. */
    private Segment same(Job job, Segment there, PathChunks paths) throws IOException, InterruptedException {
        if (!staging.isThere(job.id(), there, paths)) {
            throw other(job);
        }
        return there;
    }

    private Segment taken(Job job, Segment staged) throws InterruptedException {
        Appended appended = bounded.call(() -> store.append(job.id(), staged, true));
        if (!(appended instanceof Appended.Done done)) {
            staging.forget(job.id(), staged);
            throw refused(job, appended);
        }
        Segment there = done.content().segments().getFirst();
        if (!there.token().equals(staged.token())) {
            // somebody has sent a list at the same time, and was faster
            staging.forget(job.id(), staged);
            throw other(job);
        }
        LOG.info("job {} has a list of {} paths", job.spec().name(), there.rows());
        return there;
    }

    private Refusal refused(Job job, Appended appended) throws InterruptedException {
        return switch (appended) {
            case Appended.Done done -> throw new IllegalArgumentException("nothing was refused");
            case Appended.NotHeld now -> notHeld(jobs.find(job.id()));
            case Appended.LineTaken taken -> other(job);
            case Appended.TooManySegments many -> other(job);
            case Appended.Gone gone -> Refusal.unavailable("the list took too long, and is forgotten; send it again");
            case Appended.Unknown unknown -> Refusal.unknown("job", job.id());
        };
    }

    private static Refusal other(Job job) {
        return Refusal.conflict("List there", "job '" + job.spec().name()
                + "' has another list already; start a job of its own for this one");
    }

    private static Refusal notHeld(Job job) {
        return Refusal.conflict("Not in this state",
                "job '" + job.spec().name() + "' is " + job.state() + " and takes no list any more");
    }
}
