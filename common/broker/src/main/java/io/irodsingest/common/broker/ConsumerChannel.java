package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer on a channel of its own. After it was cancelled the channel stays open for late acks, until there are none
 * to come. Thread-safe.
 */
final class ConsumerChannel extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerChannel.class);

    private final Work work;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile long seen;

    /** @param meters count what is passed to the listener */
    record Work(String queue, int prefetch, Consumer<Delivery> listener, BrokerMeters meters) {}

    ConsumerChannel(Channel channel, Work work) {
        super(channel);
        this.work = work;
    }

    void start(Map<String, Object> arguments) throws IOException {
        getChannel().basicQos(work.prefetch());
        getChannel().basicConsume(work.queue(), false, arguments, this);
    }

    /** Waits until no more deliveries will come, and says why; empty when there was no work for the time given. */
    Optional<String> awaitEnd(Duration idle) throws InterruptedException {
        while (true) {
            long before = seen;
            try {
                return Optional.of(end.get(idle.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (seen == before && unsettled.get() == 0) {
                    return Optional.empty();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    boolean isOpen() {
        return getChannel().isOpen();
    }

    /** No deliveries after this. */
    void cancel() {
        cancelled = true;
        try {
            getChannel().basicCancel(getConsumerTag());
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("the consumer of {} had ended: {}", work.queue(), AmqpErrors.reason(e));
        }
        closeWhenSettled();
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        unsettled.incrementAndGet();
        seen = envelope.getDeliveryTag();
        AmqpDelivery delivery = new AmqpDelivery(this, work.queue(), envelope, properties, body);
        if (cancelled) {
            delivery.requeue();
            return;
        }
        work.meters().delivered(envelope.isRedeliver());
        try {
            work.listener().accept(delivery);
        } catch (RuntimeException e) {
            LOG.error("the listener of queue {} failed; what it holds is delivered again", work.queue(), e);
            end.complete("its listener failed");
            Channels.abandon(getChannel());
        }
    }

    /** The queue was deleted, or moves to another node. */
    @Override
    public void handleCancel(String tag) {
        cancelled = true;
        end.complete("RabbitMQ cancelled the consumer");
        closeWhenSettled();
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
        end.complete(AmqpErrors.reason(signal));
    }

    void ack(long deliveryTag) {
        settle(() -> getChannel().basicAck(deliveryTag, false));
    }

    /** By nack: a reject would count towards RabbitMQ's delivery limit. */
    void requeue(long deliveryTag) {
        settle(() -> getChannel().basicNack(deliveryTag, false, true));
    }

    private void settle(Settlement settlement) {
        try {
            settlement.send();
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("a delivery of {} went back to its queue before it was settled: {}", work.queue(),
                    AmqpErrors.reason(e));
        }
        unsettled.decrementAndGet();
        closeWhenSettled();
    }

    private void closeWhenSettled() {
        if (cancelled && unsettled.get() == 0) {
            Channels.abandon(getChannel());
        }
    }

    @FunctionalInterface
    private interface Settlement {
        void send() throws IOException;
    }
}
