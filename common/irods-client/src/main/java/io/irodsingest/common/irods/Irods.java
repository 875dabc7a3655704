package io.irodsingest.common.irods;

import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A pool of connections to one zone. Thread-safe. */
public interface Irods extends AutoCloseable {
    /** Borrows a connection for ourselves. */
    default IrodsSession session() throws UnavailableException, IrodsException, InterruptedException {
        return session(Optional.empty(), Optional.empty(), RateLimit.FREE);
    }

    /**
     * Borrows a connection; waits for a free one. It is given back by {@link IrodsSession#close}. One of a user is never lent
     * for another user.
     *
     * @param user on whose behalf requests are done, with that user's permissions; empty for ourselves. To act for somebody else
     *     needs a rodsadmin
     * @param idle how long the connection may rest afterwards before it is closed; empty for the pool's
     *     {@link PoolSettings#idle}
     * @param pace asked before each request of the session
     * @throws UnavailableException when the server cannot be reached
     * @throws IrodsException when it refuses us: a wrong password, an unknown user, a user that we may not act for
     *     ({@link IrodsError#CLIENT_USER_UNKNOWN}, {@link IrodsError#PROXY_REFUSED})
     * @throws InterruptedException when the thread was interrupted while it waited, or {@link #abort aborted} while it
     *     connected
     */
    IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace)
            throws UnavailableException, IrodsException, InterruptedException;

    /**
     * Ends what a thread is doing with iRODS at this moment, since an interrupt does not end a blocked request: the
     * connections of its sessions are cut. The request that it is in, and each later one of these sessions, throws
     * {@link UnavailableException}; a {@link #session} that is connecting throws {@link InterruptedException}. Whatever the
     * server was doing may have been done or not. The thread still has to close its sessions; those that it borrows later
     * are not touched, so a thread that is to end is interrupted first and aborted then. Never blocks; without effect on a
     * thread that has no session.
     */
    void abort(Thread thread);

    /**
     * Requests sent since this pool was made, by API number of the iRODS protocol. Connections are counted under 0, and each
     * has some requests of its own for authentication.
     */
    Map<Integer, Long> requests();

    @Override
    void close();
}
