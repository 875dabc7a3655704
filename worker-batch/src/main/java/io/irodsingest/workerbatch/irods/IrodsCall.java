package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.handler.HandlerSession.OwnWork;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;

/** What the context of a call has for the operations that come with batches, beyond what those of users can see. */
public interface IrodsCall {
    /**
     * Does work on a connection of whoever the batch works for.
     *
     * @throws UnavailableException when iRODS is away: the call is made again when it is back
     * @throws IllegalStateException when the call is over
     */
    <T> T onIrods(OwnWork<T> work) throws UnavailableException, IrodsException, IOException, InterruptedException;

    /** What whoever submitted the batch may have. */
    Limits limits();
}
