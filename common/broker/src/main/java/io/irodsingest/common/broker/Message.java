package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import java.util.HashMap;
import java.util.Map;

/** A message with what AMQP says of it besides. */
record Message(String queue, BasicProperties properties, byte[] body) {
    private static final int PERSISTENT = 2;
    /** Milliseconds since 1970; the timestamp of AMQP has seconds only. */
    static final String PUBLISHED_AT = "x-irods-ingest-published-at";
    static final String TRACE_PARENT = "traceparent";
    static final String DEATH_QUEUE = "x-irods-ingest-queue";
    static final String DEATH_REASON = "x-irods-ingest-reason";

    /** One that no queue takes. */
    static final Message PROBE = new Message(Topology.EXCHANGE + ".probe",
            new BasicProperties.Builder().messageId("probe").build(),
            new byte[0]);

    /** @throws QueueRefusedException when the body is too large for some brokers, or the queue's name for all */
    static Message of(OutgoingMessage message) {
        if (message.body().length > Broker.LARGEST_BODY) {
            throw new QueueRefusedException(message.queue(), "message " + message.messageId() + " has "
                    + message.body().length + " bytes; brokers take " + Broker.LARGEST_BODY, null);
        }
        QueueNames.tooLong(message.queue()).ifPresent(why -> {
            throw new QueueRefusedException(message.queue(), "the name " + why, null);
        });
        Map<String, Object> headers = new HashMap<>(Map.of(PUBLISHED_AT, System.currentTimeMillis()));
        message.traceParent().ifPresent(trace -> headers.put(TRACE_PARENT, trace));
        return new Message(message.queue(), properties(message.messageId()).type(message.type().orElse(null))
                .headers(headers).build(), message.body());
    }

    /** A dead letter: the body as it came, however large, and why and where it was given up on. */
    static Message deadLetter(AmqpDelivery delivery, String reason) {
        Map<String, Object> headers = new HashMap<>(
                Map.of(DEATH_QUEUE, delivery.queue(), DEATH_REASON, reason));
        delivery.traceParent().ifPresent(trace -> headers.put(TRACE_PARENT, trace));
        return new Message(Broker.DEAD_LETTER_QUEUE, properties(delivery.messageId().orElse(null))
                .type(delivery.type().orElse(null)).headers(headers).build(), delivery.body());
    }

    String id() {
        return properties.getMessageId();
    }

    private static BasicProperties.Builder properties(String messageId) {
        return new BasicProperties.Builder().messageId(messageId).contentType("application/json")
                .deliveryMode(PERSISTENT);
    }
}
