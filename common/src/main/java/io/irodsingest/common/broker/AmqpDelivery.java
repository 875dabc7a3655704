package io.irodsingest.common.broker;

import com.rabbitmq.client.Envelope;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A delivery that is settled at most once, for a second ack would close its channel. */
final class AmqpDelivery implements Delivery {
    private final ConsumerChannel source;
    private final String queue;
    private final Envelope envelope;
    private final String messageId;
    private final byte[] body;
    private final long came = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param messageId null when the message came without one */
    AmqpDelivery(ConsumerChannel source, String queue, Envelope envelope, String messageId, byte[] body) {
        this.source = source;
        this.queue = queue;
        this.envelope = envelope;
        this.messageId = messageId;
        this.body = body;
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public boolean redelivered() {
        return envelope.isRedeliver();
    }

    @Override
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - came);
    }

    @Override
    public boolean isStale() {
        return !source.isOpen();
    }

    @Override
    public void ack() {
        if (!isStale() && settled.compareAndSet(false, true)) {
            source.ack(envelope.getDeliveryTag());
        }
    }

    @Override
    public void requeue() {
        if (!isStale() && settled.compareAndSet(false, true)) {
            source.requeue(envelope.getDeliveryTag());
        }
    }

    String messageId() {
        return messageId;
    }

    ConsumerChannel source() {
        return source;
    }
}
