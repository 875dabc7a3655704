package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Pace;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connection of a session, and what happens to it when a conversation on it fails: it is thrown away, and the next
 * conversation begins on another one.
 */
final class Exchange {
    private final ConnectionPool pool;
    private final Lease lease;
    private final String address;
    private final RequestMeters meters;
    private final Pace pace;
    private Connection connection;
    private boolean renewed;
    private boolean closed;

    /** Something said to the server and heard from it. */
    @FunctionalInterface
    interface Conversation<T> {
        T with(Connection connection) throws WireException, IrodsException;
    }

    Exchange(ConnectionPool pool, Lease lease, Connection connection, String address, RequestMeters meters,
            Pace pace) {
        this.pace = pace;
        this.pool = pool;
        this.lease = lease;
        this.connection = connection;
        this.address = address;
        this.meters = meters;
    }

    <T> T run(Conversation<T> conversation) throws UnavailableException, IrodsException {
        Connection current = connection();
        boolean whole = false;
        current.wire().goAt(pace);
        try {
            T result = conversation.with(current);
            whole = true;
            return result;
        } catch (IrodsException refused) {
            whole = true;
            throw refused;
        } catch (WireException lost) {
            throw lost(lost);
        } finally {
            current.wire().goAt(Pace.FREE);
            if (!whole) {
                cut();
            }
        }
    }

    /** Of the server. */
    Release release() throws UnavailableException, IrodsException {
        return connection().wire().release();
    }

    /** Drops the connection in the middle of something, without a word to the server. */
    void cut() {
        if (connection != null) {
            connection.cut();
            connection = null;
        }
    }

    /**
     * Goes on over a new connection, once for a session: a server's process knows of resources what was so when its connection was
     * opened. Those that rest are of the same age, and are closed too.
     *
     * @return whether it is worth asking again
     */
    boolean renew() {
        if (renewed) {
            return false;
        }
        renewed = true;
        pool.distrustResting();
        if (connection != null) {
            connection.close();
            connection = null;
        }
        return true;
    }

    /**
     * Exchanges on connections of their own, for the same work: as many as the pool can spare at this moment. Each may be used
     * by another thread, and must be closed.
     */
    List<Exchange> others(int most) throws UnavailableException {
        List<Exchange> others = new ArrayList<>();
        for (Optional<Lease> free = spare(most); free.isPresent(); free = spare(most - others.size())) {
            Connection spare = null;
            try {
                spare = pool.connection(free.get());
                others.add(new Exchange(pool, free.get(), spare, address, meters, pace));
            } catch (InterruptedException stopped) {
                others.forEach(Exchange::close);
                throw aborted(stopped);
            } catch (UnavailableException | IrodsException noMore) {
                // those that are connected do
                return others;
            } finally {
                if (spare == null) {
                    pool.giveBack(free.get(), null);
                }
            }
        }
        return others;
    }

    private Optional<Lease> spare(int wanted) {
        return wanted > 0 ? pool.leaseIfFree(lease) : Optional.empty();
    }

    /** Ends what another thread does on it. */
    void abort() {
        lease.abort();
    }

    void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(lease, connection);
            connection = null;
        }
    }

    private Connection connection() throws UnavailableException, IrodsException {
        if (closed) {
            throw new IllegalStateException("the session with iRODS was given back");
        }
        if (connection == null) {
            try {
                connection = pool.connection(lease);
            } catch (InterruptedException aborted) {
                throw aborted(aborted);
            }
        }
        return connection;
    }

    private UnavailableException lost(WireException lost) {
        if (lease.isAborted()) {
            return aborted(lost);
        }
        pool.distrustResting();
        meters.lostConnection();
        return new UnavailableException(Dependency.IRODS,
                "the connection to iRODS at " + address + " was lost: " + lost.getMessage(), lost);
    }

    private UnavailableException aborted(Exception cause) {
        return new UnavailableException(Dependency.IRODS, "the connection to iRODS at " + address + " was cut to end"
                + " the work on it", cause);
    }
}
