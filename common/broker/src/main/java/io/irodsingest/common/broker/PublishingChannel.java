package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel in confirm mode. One thread publishes on it at a time; the connection's thread brings the confirms. A message
 * counts as published when it was acked and not returned: brokers differ in what they send for a message without a queue.
 */
final class PublishingChannel {
    private final LiveConnection connection;
    private final int window;
    private final Duration patience;
    private final BrokerMeters meters;
    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final NavigableMap<Long, Message> outstanding = new TreeMap<>();
    private final Set<Long> returned = new HashSet<>();
    private final List<Message> refused = new ArrayList<>();
    private int wakeAt;
    private boolean stuck;
    private long confirms;

    /** @param lost why what is unconfirmed may be so; empty when the broker refused it */
    record Outcome(List<Message> unconfirmed, Optional<UnavailableException> lost) {}

    /**
     * @param window   how many messages may be unconfirmed at a time
     * @param patience how long the broker may confirm nothing before the connection is given up
     */
    PublishingChannel(LiveConnection connection, int window, Duration patience, BrokerMeters meters)
            throws UnavailableException {
        this.connection = connection;
        this.window = window;
        this.patience = patience;
        this.meters = meters;
        this.channel = connection.openChannel();
        try {
            channel.confirmSelect();
        } catch (IOException | AlreadyClosedException e) {
            throw connection.trouble(e);
        }
        channel.addConfirmListener((tag, multiple) -> settle(tag, multiple, true),
                (tag, multiple) -> settle(tag, multiple, false));
        channel.addReturnListener((code, text, exchange, queue, properties, body) -> noteReturn(queue,
                properties.getMessageId()));
        channel.addShutdownListener(signal -> wake());
    }

    /**
     * Publishes each message once and waits for the broker's word on all of them.
     *
     * @throws QueueRefusedException when the broker refuses a queue, or closed the channel over a message
     */
    Outcome publish(Collection<Message> messages) throws InterruptedException {
        return publish(messages, true);
    }

    /** Publishes a message that no queue takes. */
    Outcome probe() throws InterruptedException {
        return publish(List.of(Message.PROBE), false);
    }

    private Outcome publish(Collection<Message> messages, boolean isWanted) throws InterruptedException {
        refused.clear();
        List<Message> unsent = new ArrayList<>(messages);
        int sent = 0;
        try {
            for (Message message : messages) {
                connection.declare(isWanted ? message.queue() : Broker.DEAD_LETTER_QUEUE);
            }
            for (Message message : messages) {
                awaitAtMost(window - 1, window / 2);
                send(message, isWanted);
                sent++;
            }
            awaitAtMost(0, 0);
            return outcome(List.of(), Optional.empty());
        } catch (UnavailableException e) {
            if (stuck) {
                connection.giveUp();
            }
            if (!channel.isOpen()) {
                // it may have been closed because the exchange is gone
                connection.forgetAll();
                throwIfRefused(messages, channel.getCloseReason());
            }
            return outcome(unsent.subList(sent, unsent.size()), Optional.of(e));
        }
    }

    /**
     * Whether it can serve again: open, nothing left from an earlier publish, and nothing refused. A channel of RabbitMQ 3.10 that
     * first published while the node that led a quorum queue was down refuses all that follows for that queue.
     */
    boolean isUsable() {
        lock.lock();
        try {
            return channel.isOpen() && outstanding.isEmpty() && refused.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        Channels.abandon(channel);
    }

    private void send(Message message, boolean mandatory) throws UnavailableException {
        long sequence = channel.getNextPublishSeqNo();
        lock.lock();
        try {
            outstanding.put(sequence, message);
        } finally {
            lock.unlock();
        }
        try {
            channel.basicPublish(Topology.EXCHANGE, message.queue(), mandatory, message.properties(), message.body());
        } catch (IOException | AlreadyClosedException e) {
            lock.lock();
            try {
                outstanding.remove(sequence);
            } finally {
                lock.unlock();
            }
            throw connection.trouble(e);
        }
    }

    /** Waits when more than {@code most} are unconfirmed, until no more than {@code few} are. */
    private void awaitAtMost(int most, int few) throws UnavailableException, InterruptedException {
        lock.lock();
        try {
            wakeAt = few;
            int allowed = most;
            long seen = confirms;
            long left = patience.toNanos();
            while (outstanding.size() > allowed) {
                if (!channel.isOpen()) {
                    throw connection.trouble(channel.getCloseReason());
                }
                if (left <= 0) {
                    stuck = true;
                    throw new UnavailableException(Dependency.BROKER,
                            "RabbitMQ has confirmed nothing for " + patience.toSeconds() + " s", null);
                }
                allowed = few;
                left = drained.awaitNanos(left);
                if (confirms != seen || connection.isBlocked()) {
                    seen = confirms;
                    left = patience.toNanos();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle(long tag, boolean multiple, boolean acked) {
        lock.lock();
        try {
            Map<Long, Message> settled = multiple
                    ? outstanding.headMap(tag, true)
                    : outstanding.subMap(tag, true, tag, true);
            settled.forEach((sequence, message) -> {
                if (returned.remove(sequence) || !acked) {
                    connection.forget(message.queue());
                    refused.add(message);
                }
            });
            settled.clear();
            confirms++;
            if (outstanding.size() <= wakeAt) {
                drained.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns name no sequence number. After a nack for the same message there is nothing left to note. */
    private void noteReturn(String queue, String messageId) {
        connection.forget(queue);
        meters.returned();
        lock.lock();
        try {
            outstanding.entrySet().stream()
                    .filter(entry -> entry.getValue().id().equals(messageId) && !returned.contains(entry.getKey()))
                    .findFirst().ifPresent(entry -> returned.add(entry.getKey()));
        } finally {
            lock.unlock();
        }
    }

    /** The broker does not say which message it refuses; it is the largest one, as a rule, for it was too large. */
    private static void throwIfRefused(Collection<Message> messages, ShutdownSignalException signal) {
        if (AmqpErrors.isChannelClose(signal, AMQP.PRECONDITION_FAILED)) {
            Message largest = messages.stream().max(Comparator.comparingInt(message -> message.body().length))
                    .orElseThrow();
            throw new QueueRefusedException(largest.queue(), "message " + largest.id() + " of "
                    + largest.body().length + " bytes: " + AmqpErrors.reason(signal), signal);
        }
    }

    private void wake() {
        lock.lock();
        try {
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Outcome outcome(List<Message> unsent, Optional<UnavailableException> lost) {
        lock.lock();
        try {
            List<Message> unconfirmed = new ArrayList<>(refused);
            unconfirmed.addAll(outstanding.values());
            unconfirmed.addAll(unsent);
            return new Outcome(unconfirmed, lost);
        } finally {
            lock.unlock();
        }
    }
}
