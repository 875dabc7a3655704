package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps connections for the next one who needs one of the same account; the one used last goes out first. No more are open than
 * the limit says: one of another account that rests makes room. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {
    /** One that rested longer is looked at before it is used. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(1);

    private final Connector connector;
    private final PoolSettings settings;
    private final Semaphore free;
    private final Deque<Connection> resting = new ArrayDeque<>();
    private final Set<PooledConnection> pooledConnections = new HashSet<>();
    private final ScheduledThreadPoolExecutor sweeper = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("irods-pool-sweeper").factory());
    private ScheduledFuture<?> nextSweep;
    private boolean closed;

    ConnectionPool(Connector connector, PoolSettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.free = new Semaphore(settings.size(), true);
        sweeper.setRemoveOnCancelPolicy(true);
    }

    /** Shows how it is used. */
    void measured(Meters meters) {
        meters.gauge("irods_connections", "Connections to iRODS", this::lent, "state", "used");
        meters.gauge("irods_connections", "Connections to iRODS", this::rested, "state", "idle");
        meters.gauge("irods_connections_limit", "Most connections to iRODS at a time", settings::size);
        meters.gauge("irods_connections_waiting", "Threads that wait for a connection to iRODS", free::getQueueLength);
    }

    private synchronized int lent() {
        return pooledConnections.size();
    }

    private synchronized int rested() {
        return resting.size();
    }

    /**
     * Waits for its turn.
     *
     * @param idle how long the connection may rest afterwards
     */
    PooledConnection pooled(Account account, Duration idle) throws InterruptedException {
        free.acquire();
        return add(new PooledConnection(Thread.currentThread(), account, idle));
    }

    /** Another one for the owner of a lease, if it need not wait for that. */
    Optional<PooledConnection> leaseIfFree(PooledConnection beside) {
        return free.tryAcquire()
                ? Optional.of(add(new PooledConnection(beside.owner(), beside.account(), beside.idle())))
                : Optional.empty();
    }

    private synchronized PooledConnection add(PooledConnection pooled) {
        if (closed) {
            free.release();
            throw new IllegalStateException("the pool of iRODS connections is closed");
        }
        pooledConnections.add(pooled);
        return pooled;
    }

    /** A connection for the holder of a lease: one that rested, or a new one. */
    Connection connection(PooledConnection pooled) throws UnavailableException, IrodsException, InterruptedException {
        Account account = pooled.account();
        for (Connection rested = takeRested(account); rested != null; rested = takeRested(account)) {
            if (rested.idleFor().compareTo(TRUSTED) > 0 && rested.channel().isClosedByServer()) {
                rested.cut();
            } else {
                return connector.adopt(pooled, rested);
            }
        }
        makeRoom();
        return connector.connect(pooled);
    }

    /** Ends a lease. A connection that comes back is kept if it is still young. */
    void giveBack(PooledConnection pooled, Connection connection) {
        Connection spent = connection;
        synchronized (this) {
            if (!pooledConnections.remove(pooled)) {
                return;
            }
            if (connection != null && !closed && !pooled.isAborted() && !isSpent(connection)) {
                connection.rests(pooled.idle());
                resting.push(connection);
                sweepIn(pooled.idle());
                spent = null;
            }
        }
        free.release();
        if (spent != null) {
            spent.close();
        }
    }

    /** After a connection was lost: those that rest may have been lost with it, and are closed. */
    void distrustResting() {
        List<Connection> doubtful;
        synchronized (this) {
            doubtful = new ArrayList<>(resting);
            resting.clear();
        }
        doubtful.forEach(Connection::close);
    }

    /** Cuts the connections that a thread has at this moment. */
    synchronized void abort(Thread thread) {
        pooledConnections.stream().filter(pooled -> pooled.owner() == thread).forEach(PooledConnection::abort);
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        List<Connection> rested;
        synchronized (this) {
            closed = true;
            rested = new ArrayList<>(resting);
            resting.clear();
        }
        rested.forEach(Connection::close);
    }

    private Connection takeRested(Account account) {
        while (true) {
            Connection candidate = poll(account);
            if (candidate == null || !isSpent(candidate)) {
                return candidate;
            }
            candidate.close();
        }
    }

    private synchronized Connection poll(Account account) {
        for (Iterator<Connection> all = resting.iterator(); all.hasNext();) {
            Connection candidate = all.next();
            if (candidate.account().equals(account)) {
                all.remove();
                return candidate;
            }
        }
        return null;
    }

    /** Closes what rested longest until one more may be opened for a lease that has none. */
    private void makeRoom() {
        List<Connection> others = new ArrayList<>();
        synchronized (this) {
            while (!resting.isEmpty() && resting.size() + pooledConnections.size() > settings.size()) {
                others.add(resting.pollLast());
            }
        }
        others.forEach(Connection::close);
    }

    private boolean isSpent(Connection connection) {
        return connection.age().compareTo(settings.maxAge()) >= 0
                || connection.channel().requests() >= settings.maxRequests();
    }

    /** Makes sure that there is a sweep by then. */
    private void sweepIn(Duration delay) {
        long nanos = Math.max(delay.toNanos(), SHORTEST_SWEEP.toNanos());
        if (closed || nextSweep != null && nextSweep.getDelay(TimeUnit.NANOSECONDS) <= nanos) {
            return;
        }
        if (nextSweep != null) {
            nextSweep.cancel(false);
        }
        nextSweep = sweeper.schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        List<Connection> idle = new ArrayList<>();
        synchronized (this) {
            nextSweep = null;
            resting.removeIf(connection -> !connection.restLeft().isPositive() && idle.add(connection));
            resting.stream().map(Connection::restLeft).min(Comparator.naturalOrder()).ifPresent(this::sweepIn);
        }
        idle.forEach(Connection::close);
    }
}
