package io.irodsingest.common.irods;

import io.irodsingest.common.outage.UnavailableException;
import java.util.Map;

/** A pool of connections to one zone. Thread-safe. */
public interface Irods extends AutoCloseable {
    /**
     * Borrows a connection; waits for a free one. It is given back by {@link IrodsSession#close}.
     *
     * @throws UnavailableException when the server cannot be reached
     * @throws IrodsException when it refuses us: a wrong password, an unknown user
     */
    IrodsSession session() throws UnavailableException, IrodsException, InterruptedException;

    /**
     * Cuts the connection that a thread has borrowed, so that a call which is waiting for the server ends with
     * {@link UnavailableException}. Without effect when it has none.
     */
    void abort(Thread thread);

    /** Requests sent since the process began, by API number of the iRODS protocol. */
    Map<Integer, Long> requests();

    @Override
    void close();
}
