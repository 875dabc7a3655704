package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps connections for the next one who needs one; the one used last goes out first. Thread-safe. */
final class ConnectionPool implements AutoCloseable {
    /** One that rested longer is looked at before it is used. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private final Connector connector;
    private final PoolSettings settings;
    private final Semaphore free;
    private final Deque<Connection> resting = new ArrayDeque<>();
    private final Set<Lease> leases = new HashSet<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "irods-pool-sweeper");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    ConnectionPool(Connector connector, PoolSettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.free = new Semaphore(settings.size(), true);
        long period = Math.max(1, settings.idle().toMillis() / 2);
        sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    /** Waits for its turn. */
    Lease lease() throws InterruptedException {
        free.acquire();
        return add(Thread.currentThread());
    }

    /** Another one for a thread that has one, if it need not wait for that. */
    Optional<Lease> leaseIfFree(Thread owner) {
        return free.tryAcquire() ? Optional.of(add(owner)) : Optional.empty();
    }

    private synchronized Lease add(Thread owner) {
        if (closed) {
            free.release();
            throw new IllegalStateException("the pool of iRODS connections is closed");
        }
        Lease lease = new Lease(owner);
        leases.add(lease);
        return lease;
    }

    /** A connection for the holder of a lease: one that rested, or a new one. */
    Connection connection(Lease lease) throws UnavailableException, IrodsException, InterruptedException {
        for (Connection rested = takeRested(); rested != null; rested = takeRested()) {
            if (rested.idleFor().compareTo(TRUSTED) > 0 && rested.wire().isClosedByServer()) {
                rested.cut();
            } else {
                return connector.adopt(lease, rested);
            }
        }
        return connector.connect(lease);
    }

    /** Ends a lease. A connection that comes back is kept if it is still young. */
    void giveBack(Lease lease, Connection connection) {
        Connection spent = connection;
        synchronized (this) {
            if (!leases.remove(lease)) {
                return;
            }
            if (connection != null && !closed && !lease.isAborted() && !isSpent(connection)) {
                connection.used();
                resting.push(connection);
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
        leases.stream().filter(lease -> lease.owner() == thread).forEach(Lease::abort);
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

    private Connection takeRested() {
        while (true) {
            Connection candidate;
            synchronized (this) {
                candidate = resting.poll();
            }
            if (candidate == null || !isSpent(candidate)) {
                return candidate;
            }
            candidate.close();
        }
    }

    private boolean isSpent(Connection connection) {
        return connection.age().compareTo(settings.maxAge()) >= 0
                || connection.wire().requests() >= settings.maxRequests();
    }

    private void sweep() {
        List<Connection> idle = new ArrayList<>();
        synchronized (this) {
            resting.removeIf(connection -> connection.idleFor().compareTo(settings.idle()) >= 0
                    && idle.add(connection));
        }
        idle.forEach(Connection::close);
    }
}
