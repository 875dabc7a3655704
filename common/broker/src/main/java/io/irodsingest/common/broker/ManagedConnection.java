package io.irodsingest.common.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the broker for one purpose: a named connection, made when it is first needed and made again by whoever needs
 * it after it was lost. The client's own recovery is off: it covers neither the first connect nor closed channels, and
 * two mechanisms would be in each other's way. Thread-safe.
 */
final class ManagedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedConnection.class);

    private final String where;
    private final String name;
    private final Connector connector;
    private final Outages outages;
    private final Topology topology;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile LiveConnection live;
    private volatile boolean closed;

    /** Makes connections of a given name. */
    @FunctionalInterface
    interface Connector {
        /** @see ConnectionFactory#newConnection(String) */
        Connection connect(String name) throws IOException, TimeoutException;
    }

    ManagedConnection(String where, String name, Connector connector, Outages outages, Topology topology) {
        this.where = where;
        this.name = name;
        this.connector = connector;
        this.outages = outages;
        this.topology = topology;
    }

    /**
     * The connection; a new one when there is none.
     *
     * @throws IllegalStateException after {@link #close}
     */
    LiveConnection connection() throws UnavailableException, InterruptedException {
        connecting.lockInterruptibly();
        try {
            requireOpen();
            if (live == null || !live.isOpen()) {
                live = connect();
            }
            return live;
        } finally {
            connecting.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the connections to the broker are closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** @see Product#tellsOfDeletedQueues */
    boolean tellsOfDeletedQueues() {
        LiveConnection last = live;
        return last != null && last.product().tellsOfDeletedQueues();
    }

    boolean isConnected() {
        LiveConnection last = live;
        return last != null && last.isOpen();
    }

    /** Ends the connection, which gives the broker what was written to it before. */
    void close(Duration limit) {
        closed = true;
        LiveConnection last = live;
        if (last != null) {
            last.close(limit);
        }
    }

    private LiveConnection connect() throws UnavailableException {
        try {
            Connection connection = connector.connect(name);
            connection
                    .addShutdownListener(
                            signal -> LOG.debug("connection {} ended: {}", name, AmqpErrors.reason(signal)));
            LiveConnection made = new LiveConnection(where, connection, topology, outages);
            if (closed) {
                made.close(Duration.ofSeconds(1));
                requireOpen();
            }
            LOG.debug("connected to {} as {}", where, name);
            return made;
        } catch (IOException | TimeoutException e) {
            throw AmqpErrors.unavailable("no connection to " + where, e);
        }
    }
}
