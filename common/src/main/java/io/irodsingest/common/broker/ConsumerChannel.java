package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer on a channel of its own. After it was cancelled the channel stays open for late acks, until there are none
 * to come. Thread-safe.
 */
final class ConsumerChannel extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerChannel.class);

    private final String queue;
    private final Consumer<Delivery> listener;
    private final LongAdder delivered;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile boolean cancelled;

    ConsumerChannel(Channel channel, String queue, Consumer<Delivery> listener, LongAdder delivered) {
        super(channel);
        this.queue = queue;
        this.listener = listener;
        this.delivered = delivered;
    }

    void start(int prefetch) throws IOException {
        getChannel().basicQos(prefetch);
        getChannel().basicConsume(queue, false, this);
    }

    /** Waits until no more deliveries will come, and says why. */
    String awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
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
            LOG.debug("the consumer of {} had ended: {}", queue, Troubles.reason(e));
        }
        closeWhenSettled();
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        unsettled.incrementAndGet();
        AmqpDelivery delivery = new AmqpDelivery(this, queue, envelope, properties.getMessageId(), body);
        if (cancelled) {
            delivery.requeue();
            return;
        }
        delivered.increment();
        try {
            listener.accept(delivery);
        } catch (RuntimeException e) {
            LOG.error("the listener of queue {} failed; what it holds is delivered again", queue, e);
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
        end.complete(Troubles.reason(signal));
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
            LOG.debug("a delivery of {} went back to its queue before it was settled: {}", queue, Troubles.reason(e));
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
