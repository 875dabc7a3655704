package io.irodsingest.standalone.takeover;

import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.irodsingest.testservers.BrokerServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages that wait in queues. */
final class QueueRecord {
    private static final String EXCHANGE = "irods-ingest";
    private static final String DEAD_LETTERS = "irods-ingest.dead-letters";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PERSISTENT = 2;
    /** What brokers add when they deliver a message again. */
    private static final String OF_THE_BROKER = "x-delivery-count";

    private QueueRecord() {}

    /** @param headers numbers and texts */
    record Message(String queue, String id, String type, Map<String, Object> headers, JsonNode body) {}

    /** What is in some queues once nobody takes from them; it stays there. */
    static List<Message> read(BrokerServer broker, List<String> queues) throws Exception {
        List<Message> messages = new ArrayList<>();
        try (Connection connection = connect(broker)) {
            for (String queue : queues) {
                try (Channel channel = connection.createChannel()) {
                    await().atMost(PATIENCE).until(() -> channel.consumerCount(queue) == 0);
                    // what is not acknowledged goes back when the channel is closed
                    for (GetResponse got = channel.basicGet(queue, false); got != null; got = channel.basicGet(queue,
                            false)) {
                        messages.add(message(queue, got));
                    }
                }
            }
        }
        return messages;
    }

    private static Message message(String queue, GetResponse got) {
        Map<String, Object> headers = new TreeMap<>();
        if (got.getProps().getHeaders() != null) {
            got.getProps().getHeaders().forEach((name, value) -> {
                if (!name.equals(OF_THE_BROKER)) {
                    headers.put(name, value instanceof Number ? value : value.toString());
                }
            });
        }
        return new Message(queue, got.getProps().getMessageId(), got.getProps().getType(), headers,
                Bytes.write(got.getBody()));
    }

    /** Takes queues away, with what is in them. */
    static void delete(BrokerServer broker, List<String> queues) throws Exception {
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            for (String queue : queues) {
                channel.queueDelete(queue);
            }
        }
    }

    /** Makes queues as the version of the recordings does, with these messages in them and no others. */
    static void restore(BrokerServer broker, List<String> queues, List<Message> messages) throws Exception {
        delete(broker, queues);
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            boolean rabbitMq = "RabbitMQ".equals(String.valueOf(connection.getServerProperties().get("product")));
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.DIRECT, true);
            for (String queue : queues) {
                channel.queueDeclare(queue, true, false, false, rabbitMq ? arguments(queue) : Map.of());
                channel.queueBind(queue, EXCHANGE, queue);
            }
            channel.confirmSelect();
            for (Message message : messages) {
                channel.basicPublish(EXCHANGE, message.queue(), new BasicProperties.Builder().messageId(message.id())
                        .type(message.type()).contentType("application/json").deliveryMode(PERSISTENT)
                        .headers(message.headers()).build(), Bytes.read(message.body()));
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private static Map<String, Object> arguments(String queue) {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-queue-type", "quorum", "x-delivery-limit", 10_000));
        if (!queue.equals(DEAD_LETTERS)) {
            arguments.putAll(
                    Map.of("x-dead-letter-exchange", EXCHANGE, "x-dead-letter-routing-key", DEAD_LETTERS));
        }
        return arguments;
    }

    private static Connection connect(BrokerServer broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        factory.setVirtualHost("/");
        return factory.newConnection("takeover");
    }
}
