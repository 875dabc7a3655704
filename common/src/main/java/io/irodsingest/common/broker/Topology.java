package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
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
    private static final String RABBITMQ = "RabbitMQ";

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Declares a queue on channels of its own: a refused declaration closes its channel. */
    synchronized void declare(Connection connection, String queue) throws IOException {
        if (isRabbitMq(connection) && !queue.equals(Broker.DEAD_LETTER_QUEUE)) {
            declareBound(connection, Broker.DEAD_LETTER_QUEUE);
        }
        declareBound(connection, queue);
    }

    /** By what the broker says of itself: queue types and dead letters are RabbitMQ's extensions. */
    static boolean isRabbitMq(Connection connection) {
        return RABBITMQ.equals(String.valueOf(connection.getServerProperties().get("product")));
    }

    private void declareBound(Connection connection, String queue) throws IOException {
        Map<String, Object> arguments = isRabbitMq(connection) ? rabbitMqArguments(queue) : Map.of();
        unlessItDiffers(connection, "exchange " + EXCHANGE,
                channel -> channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.DIRECT, true));
        unlessItDiffers(connection, "queue " + queue,
                channel -> channel.queueDeclare(queue, true, false, false, arguments));
        onChannel(connection, channel -> channel.queueBind(queue, EXCHANGE, queue));
    }

    private static Map<String, Object> rabbitMqArguments(String queue) {
        Map<String, Object> quorum = Map.of("x-queue-type", "quorum");
        return queue.equals(Broker.DEAD_LETTER_QUEUE)
                ? quorum
                : Map.of("x-queue-type", "quorum", "x-dead-letter-exchange", EXCHANGE, "x-dead-letter-routing-key",
                        Broker.DEAD_LETTER_QUEUE);
    }

    private void unlessItDiffers(Connection connection, String what, Declaration declaration) throws IOException {
        try {
            onChannel(connection, declaration);
        } catch (IOException e) {
            if (!Troubles.isChannelClose(e, AMQP.PRECONDITION_FAILED)) {
                throw e;
            }
            if (reported.add(what)) {
                LOG.warn("{} exists with other properties and is used as it is: {}", what, Troubles.reason(e));
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
