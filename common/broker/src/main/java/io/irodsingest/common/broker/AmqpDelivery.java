package io.irodsingest.common.broker;

import com.rabbitmq.client.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A delivery that is settled at most once, for a second ack would close its channel. */
final class AmqpDelivery implements Delivery {
    private final ConsumerChannel source;
    private final String queue;
    private final Envelope envelope;
    private final BasicProperties properties;
    private final byte[] body;
    private final long came = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();

    AmqpDelivery(ConsumerChannel source, String queue, Envelope envelope, BasicProperties properties, byte[] body) {
        this.source = source;
        this.queue = queue;
        this.envelope = envelope;
        this.properties = properties;
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
    public Optional<String> type() {
        return Optional.ofNullable(properties.getType());
    }

    @Override
    public Optional<String> traceParent() {
        return header(Message.TRACE_PARENT).map(Object::toString);
    }

    @Override
    public Optional<Duration> sincePublished() {
        return publishedAt().map(at -> Duration.between(at, Instant.now()))
                .map(time -> time.isNegative() ? Duration.ZERO : time);
    }

    @Override
    public Optional<Instant> publishedAt() {
        return header(Message.PUBLISHED_AT).filter(Number.class::isInstance)
                .map(millis -> Instant.ofEpochMilli(((Number) millis).longValue()));
    }

    @Override
    public Optional<String> messageId() {
        return Optional.ofNullable(properties.getMessageId());
    }

    /** Ours, or RabbitMQ's own (<a href="https://www.rabbitmq.com/docs/dlx#effects">its headers</a>). */
    @Override
    public Optional<Death> death() {
        return death(Message.DEATH_QUEUE, Message.DEATH_REASON, "%s").or(() -> death("x-first-death-queue",
                "x-first-death-reason", "RabbitMQ gave it up (%s)"));
    }

    private Optional<Death> death(String queueHeader, String reasonHeader, String form) {
        return header(queueHeader).flatMap(from -> header(reasonHeader)
                .map(reason -> new Death(from.toString(), form.formatted(reason))));
    }

    private Optional<Object> header(String name) {
        return Optional.ofNullable(properties.getHeaders()).map(headers -> headers.get(name));
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

    ConsumerChannel source() {
        return source;
    }
}
