package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connection of a session, and what happens to it when a conversation on it fails: it is thrown away, and the next
 * conversation begins on another one.
 */
final class Conversation {
    private final ConnectionPool pool;
    private final PooledConnection pooled;
    private final String address;
    private final RequestMeters meters;
    private final RateLimit pace;
    private Connection connection;
    private boolean renewed;
    private boolean closed;

    /** Something said to the server and heard from it. */
    @FunctionalInterface
    interface Exchange<T> {
        T with(Connection connection) throws ChannelException, IrodsException;
    }

    Conversation(ConnectionPool pool, PooledConnection pooled, Connection connection, String address,
            RequestMeters meters,
            RateLimit pace) {
        this.pace = pace;
        this.pool = pool;
        this.pooled = pooled;
        this.connection = connection;
        this.address = address;
        this.meters = meters;
    }

    <T> T run(Exchange<T> exchange) throws UnavailableException, IrodsException {
        Connection current = connection();
        boolean whole = false;
        current.channel().goAt(pace);
        try {
            T result = exchange.with(current);
            whole = true;
            return result;
        } catch (IrodsException refused) {
            whole = true;
            throw refused;
        } catch (ChannelException lost) {
            throw lost(lost);
        } finally {
            current.channel().goAt(RateLimit.FREE);
            if (!whole) {
                cut();
            }
        }
    }

    /** Of the server. */
    Release release() throws UnavailableException, IrodsException {
        return connection().channel().release();
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
        leave();
        return true;
    }

    /** Takes leave of the server's process, and goes on with another one. */
    void leave() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /**
     * Exchanges on connections of their own, for the same work: as many as the pool can spare at this moment. Each may be used
     * by another thread, and must be closed.
     */
    List<Conversation> others(int most) throws UnavailableException {
        List<Conversation> others = new ArrayList<>();
        for (Optional<PooledConnection> free = spare(most); free.isPresent(); free = spare(most - others.size())) {
            Connection spare = null;
            try {
                spare = pool.connection(free.get());
                others.add(new Conversation(pool, free.get(), spare, address, meters, pace));
            } catch (InterruptedException stopped) {
                others.forEach(Conversation::close);
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

    private Optional<PooledConnection> spare(int wanted) {
        return wanted > 0 ? pool.leaseIfFree(pooled) : Optional.empty();
    }

    /** Ends what another thread does on it. */
    void abort() {
        pooled.abort();
    }

    void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(pooled, connection);
            connection = null;
        }
    }

    private Connection connection() throws UnavailableException, IrodsException {
        if (closed) {
            throw new IllegalStateException("the session with iRODS was given back");
        }
        if (connection == null) {
            try {
                connection = pool.connection(pooled);
            } catch (InterruptedException aborted) {
                throw aborted(aborted);
            }
        }
        return connection;
    }

    private UnavailableException lost(ChannelException lost) {
        if (pooled.isAborted()) {
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
