package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import java.util.HashMap;
import java.util.Map;

/** A message with what AMQP says of it besides. */
record Message(String queue, BasicProperties properties, byte[] body) {
    /** The least of all default limits: RabbitMQ 4 refuses more, and closes the channel. */
    private static final int LARGEST_BODY = 16 << 20;
    private static final int PERSISTENT = 2;
    /** Milliseconds since 1970; the timestamp of AMQP has seconds only. */
    static final String PUBLISHED_AT = "x-irods-ingest-published-at";
    static final String TRACE_PARENT = "traceparent";

    Message {
        if (body.length > LARGEST_BODY) {
            throw new IllegalArgumentException("message " + properties.getMessageId() + " for " + queue + " has "
                    + body.length + " bytes; brokers take " + LARGEST_BODY);
        }
    }

    static Message of(OutgoingMessage message) {
        Map<String, Object> headers = new HashMap<>(Map.of(PUBLISHED_AT, System.currentTimeMillis()));
        message.traceParent().ifPresent(trace -> headers.put(TRACE_PARENT, trace));
        return new Message(message.queue(), properties(message.messageId()).type(message.type().orElse(null))
                .headers(headers).build(), message.body());
    }

    /** A dead letter: the body as it came, and why and where it was given up on. */
    static Message dead(AmqpDelivery delivery, String reason) {
        Map<String, Object> headers = new HashMap<>(
                Map.of("x-irods-ingest-queue", delivery.queue(), "x-irods-ingest-reason", reason));
        delivery.traceParent().ifPresent(trace -> headers.put(TRACE_PARENT, trace));
        return new Message(Broker.DEAD_LETTER_QUEUE, properties(delivery.properties().getMessageId())
                .type(delivery.properties().getType()).headers(headers).build(), delivery.body());
    }

    String id() {
        return properties.getMessageId();
    }

    private static BasicProperties.Builder properties(String messageId) {
        return new BasicProperties.Builder().messageId(messageId).contentType("application/json")
                .deliveryMode(PERSISTENT);
    }
}
