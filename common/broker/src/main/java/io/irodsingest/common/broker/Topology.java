package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exists in the broker: one direct exchange, whose routing keys are the names of durable queues. RabbitMQ's queues
 * are quorum queues, and what RabbitMQ gives up on goes to the dead letters. Thread-safe.
 */
final class Topology {
    static final String EXCHANGE = "irods-ingest";
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    /**
     * How often RabbitMQ delivers a message before it gives it up. Its own limit is 20 from version 4.0 on, and counts what was
     * given back for good reasons: a scan that waits for a deep queue, tasks of a worker that ends. How often a task is tried is
     * our business; only a message that kills one process after the other is to reach this.
     */
    private static final int DELIVERY_LIMIT = 10_000;

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Declares what all queues need, on channels of its own: a refused declaration closes its channel. */
    void declareCommon(Connection connection) throws IOException {
        unlessItDiffers(connection, "exchange " + EXCHANGE,
                channel -> channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.DIRECT, true));
        if (isRabbitMq(connection)) {
            declare(connection, Broker.DEAD_LETTER_QUEUE);
        }
    }

    /** Declares a queue and its way from the exchange, on channels of its own. */
    void declare(Connection connection, String queue) throws IOException {
        Map<String, Object> arguments = isRabbitMq(connection) ? rabbitMqArguments(queue) : Map.of();
        unlessItDiffers(connection, "queue " + queue,
                channel -> channel.queueDeclare(queue, true, false, false, arguments));
        onChannel(connection, channel -> channel.queueBind(queue, EXCHANGE, queue));
    }

    private static boolean isRabbitMq(Connection connection) {
        return Product.of(connection.getServerProperties()).isRabbitMq();
    }

    private static Map<String, Object> rabbitMqArguments(String queue) {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("x-queue-type", "quorum", "x-delivery-limit", DELIVERY_LIMIT));
        if (!queue.equals(Broker.DEAD_LETTER_QUEUE)) {
            arguments.put("x-dead-letter-exchange", EXCHANGE);
            arguments.put("x-dead-letter-routing-key", Broker.DEAD_LETTER_QUEUE);
        }
        return arguments;
    }

    private void unlessItDiffers(Connection connection, String what, Declaration declaration) throws IOException {
        try {
            onChannel(connection, declaration);
        } catch (IOException e) {
            if (!AmqpErrors.isChannelClose(e, AMQP.PRECONDITION_FAILED)) {
                throw e;
            }
            if (reported.add(what)) {
                LOG.warn("{} exists with other properties and is used as it is: {}", what, AmqpErrors.reason(e));
            }
        }
    }

    private static void onChannel(Connection connection, Declaration declaration) throws IOException {
        Channel channel = Channels.open(connection);
        try {
            declaration.on(channel);
        } finally {
            Channels.abandon(channel);
        }
    }

    @FunctionalInterface
    private interface Declaration {
        void on(Channel channel) throws IOException;
    }
}
