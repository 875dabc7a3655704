package io.irodsingest.common.broker;

import io.irodsingest.common.outage.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this system asks of a message broker: durable queues, confirmed publishing, late acknowledgement. Queues are declared
 * when they are first used. Connections that are lost are made again. Thread-safe.
 */
public interface Broker extends AutoCloseable {
    /** Where messages go that nobody can read, and those the broker gives up on. */
    String DEAD_LETTER_QUEUE = "irods-ingest.dead-letters";

    /** Bytes of the largest body that is published: the least of all default limits, RabbitMQ 4's. */
    int LARGEST_BODY = 16 << 20;

    /**
     * Publishes and returns when the broker has confirmed every message. What was refused, returned or not confirmed when a
     * connection was lost is published again: a message can arrive twice, and never not at all. While the broker is away it
     * waits, visibly.
     *
     * @throws InterruptedException when the thread is to end; some messages may be out then
     * @throws QueueRefusedException when no waiting helps: a body has more than 16 MiB, or the broker refuses a queue or a
     *         message; some messages may be out then
     * @throws IllegalStateException    after {@link #close}
     */
    void publish(List<OutgoingMessage> messages) throws InterruptedException;

    /**
     * Delivers messages of a queue to a listener, on threads of the broker's client: the listener must return quickly. It
     * goes on after lost connections, and also when the broker cannot be reached yet. A listener that throws ends its
     * consumer, and gets what it holds again from a new one after a pause.
     *
     * @param prefetch how many deliveries may be unacknowledged at a time; at least 1
     */
    Subscription subscribe(String queue, int prefetch, Consumer<Delivery> listener);

    /**
     * Keeps a delivery of this broker among the dead letters with a reason, then acknowledges it. Without effect when it is
     * stale.
     */
    void deadLetter(Delivery delivery, String reason) throws InterruptedException;

    /**
     * Asks once and does not wait for a broker that is away. A queue that does not exist has nothing in it.
     *
     * @throws UnavailableException when the broker cannot be asked
     * @throws QueueRefusedException when it does not let us ask about this queue
     */
    QueueDepth depth(String queue) throws UnavailableException, InterruptedException;

    /**
     * Makes a queue that does not exist yet. Asks once and does not wait for a broker that is away.
     *
     * @throws UnavailableException when the broker cannot be asked
     * @throws QueueRefusedException when it does not let us have this queue
     */
    void declare(String queue) throws UnavailableException, InterruptedException;

    /**
     * Returns when the broker takes messages: publishes one that goes nowhere, and waits, visibly, as {@link #publish} does. Only by
     * publishing one learns that the broker is short of memory or disk.
     */
    void probe() throws InterruptedException;

    /** How many messages were confirmed and how many delivered by this object since it was made. */
    Traffic traffic();

    /** Ends subscriptions and connections; deliveries that are not acknowledged go back to their queues. */
    @Override
    void close();

    /**
     * A message to be published; it survives a restart of the broker.
     *
     * @param type what it is, for whoever does not read the body
     * @param traceParent the trace context that it travels with, as in a header of that name
     */
    record OutgoingMessage(String queue, String messageId, byte[] body, Optional<String> type,
            Optional<String> traceParent) {
        /** One of which nothing more is said. */
        public OutgoingMessage(String queue, String messageId, byte[] body) {
            this(queue, messageId, body, Optional.empty(), Optional.empty());
        }
    }

    /** @param ready messages waiting; with the embedded broker those that are delivered and unacknowledged count too */
    record QueueDepth(long ready, long consumers) {}

    record Traffic(long published, long delivered) {}

    /** One that can be ended. */
    interface Subscription extends AutoCloseable {
        /**
         * No more deliveries after this. Those in hand can still be acknowledged; they go to others only when they are
         * requeued or the broker is closed.
         */
        @Override
        void close();
    }
}
