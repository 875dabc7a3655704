package io.irodsingest.common.broker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection until it is lost, and the queues that were seen to exist since it was made. Thread-safe. */
final class LiveConnection {
    private final String where;
    private final Connection connection;
    private final Topology topology;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    LiveConnection(String where, Connection connection, Topology topology) {
        this.where = where;
        this.connection = connection;
        this.topology = topology;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    Channel openChannel() throws UnavailableException {
        try {
            return Channels.open(connection);
        } catch (IOException | AlreadyClosedException e) {
            throw Troubles.unavailable(where, e);
        }
    }

    /** Makes sure that a queue and its way from the exchange exist; asks the broker once for each connection. */
    void declare(String queue) throws UnavailableException {
        if (declared.contains(queue)) {
            return;
        }
        try {
            topology.declare(connection, queue);
            declared.add(queue);
        } catch (IOException | AlreadyClosedException e) {
            throw Troubles.unavailable("queue " + queue + " at " + where, e);
        }
    }

    /** Has the next {@link #declare} of this queue ask the broker again. */
    void forget(String queue) {
        declared.remove(queue);
    }

    UnavailableException trouble(Exception cause) {
        return Troubles.unavailable(where, cause);
    }

    void close(Duration limit) {
        connection.abort((int) limit.toMillis());
    }
}
