package io.irodsingest.common.broker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.Connection;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A connection until it is lost, and the queues that were seen to exist since it was made. Thread-safe. */
final class LiveConnection {
    private static final Duration SHORT = Duration.ofSeconds(1);
    /**
     * How long a delivery may be in our hands before RabbitMQ takes it back: longer than any task may take, and what it waits for.
     * Versions that cannot set it for a consumer (before 3.11.15) pass over it; there it is a setting of the server.
     */
    private static final Duration CONSUMER_TIMEOUT = Duration.ofDays(14);

    private final String where;
    private final Connection connection;
    private final Product product;
    private final Topology topology;
    private final Outages outages;
    private final Set<String> declared = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> blocked = new AtomicReference<>();

    LiveConnection(String where, Connection connection, Topology topology, Outages outages) {
        this.where = where;
        this.connection = connection;
        this.product = Product.of(connection.getServerProperties());
        this.topology = topology;
        this.outages = outages;
        connection.addBlockedListener(new Blocked());
        connection.addShutdownListener(signal -> unblocked());
    }

    Product product() {
        return product;
    }

    /** What a consumer is to be begun with. */
    Map<String, Object> consumerArguments() {
        return product.isRabbitMq() ? Map.of("x-consumer-timeout", CONSUMER_TIMEOUT.toMillis()) : Map.of();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Whether the broker takes no messages from us at present: it is short of memory or disk. */
    boolean isBlocked() {
        return blocked.get() != null;
    }

    /** @throws UnavailableException when {@link #isBlocked}: the broker does not even read from this connection then */
    void requireUnblocked() throws UnavailableException {
        String reason = blocked.get();
        if (reason != null) {
            throw UnavailableException.refused(Dependency.BROKER, "", reason, null);
        }
    }

    Channel openChannel() throws UnavailableException {
        try {
            return Channels.open(connection);
        } catch (IOException | AlreadyClosedException e) {
            throw trouble(e);
        }
    }

    /**
     * Makes sure that a queue and its way from the exchange exist; asks the broker once for each connection.
     *
     * @throws QueueRefusedException when the broker refuses this queue
     */
    void declare(String queue) throws UnavailableException {
        if (declared.contains(queue)) {
            return;
        }
        try {
            topology.declareCommon(connection);
        } catch (IOException | AlreadyClosedException e) {
            throw trouble(e);
        }
        try {
            topology.declare(connection, queue);
        } catch (IOException | AlreadyClosedException e) {
            throw troubleWith(queue, e);
        }
        declared.add(queue);
    }

    /**
     * Tells what went wrong with one queue.
     *
     * @throws QueueRefusedException when the broker refuses this queue
     */
    UnavailableException troubleWith(String queue, Exception cause) {
        AmqpErrors.queueRefusal(cause).ifPresent(words -> {
            throw new QueueRefusedException(queue, words, cause);
        });
        return trouble(cause);
    }

    /** Has the broker asked again about every queue, and about the exchange. */
    void forgetAll() {
        declared.clear();
    }

    /** Has the next {@link #declare} of this queue ask the broker again. */
    void forget(String queue) {
        declared.remove(queue);
    }

    /** Tells what went wrong. A connection on which the broker does not answer any more is given up. */
    UnavailableException trouble(Exception cause) {
        if (cause instanceof ChannelContinuationTimeoutException) {
            giveUp();
            return new UnavailableException(Dependency.BROKER, where + ": it does not answer", cause);
        }
        return AmqpErrors.unavailable(where, cause);
    }

    /** Drops a connection that is stuck, unless the broker has said why. */
    void giveUp() {
        if (!isBlocked()) {
            close(SHORT);
        }
    }

    void close(Duration limit) {
        connection.abort((int) limit.toMillis());
    }

    private void unblocked() {
        if (blocked.getAndSet(null) != null) {
            outages.over(Dependency.BROKER, this);
        }
    }

    private final class Blocked implements BlockedListener {
        @Override
        public void handleBlocked(String reason) {
            String line = "RabbitMQ blocks publishers: " + reason;
            blocked.set(line);
            outages.begun(Dependency.BROKER, LiveConnection.this, line);
        }

        @Override
        public void handleUnblocked() {
            unblocked();
        }
    }
}
