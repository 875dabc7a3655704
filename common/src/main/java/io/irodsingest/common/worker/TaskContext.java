package io.irodsingest.common.worker;

import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.task.Task;
import java.time.Instant;

/** What a handler works with. Belongs to the thread of its task. */
public interface TaskContext {
    JobSpec spec();

    /** What the job's event handler makes of the specification. */
    Behaviour behaviour();

    SyncCache cache();

    Instant now();

    /**
     * Runs work on a connection to iRODS, and runs it again from its beginning when the server went away in the middle: the
     * work keeps outside of itself what it has reached.
     *
     * @throws JobFailedException when the job is to be done for a user that we cannot act for
     */
    <T> T irods(IrodsWork<T> work) throws IrodsException, InterruptedException;

    /**
     * Commits a part of the task now, so that a worker that takes over begins behind it.
     *
     * @param remainder the same task without what is done
     * @throws InterruptedException when somebody else has the task or its job is not active any more
     */
    void commitPart(Outcome.Done part, Task remainder) throws InterruptedException;

    /** Work on a connection. */
    @FunctionalInterface
    interface IrodsWork<T> {
        T on(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException;
    }
}
