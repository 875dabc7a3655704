package io.irodsingest.embedded;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program of {@link KilledJvmTest}: starts durable servers, stores something in both and waits to be killed. */
final class ServersOfAChild {
    static final String READY = "ready";

    private ServersOfAChild() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        EmbeddedRedis.inMemory().start();
        try (EmbeddedRedis redis = EmbeddedRedis.durable(directory.resolve("redis")).start();
                EmbeddedBroker broker = EmbeddedBroker.durable(directory.resolve("broker")).start();
                RedisTalk talk = RedisTalk.to(redis)) {
            talk.say("SET key value");
            publish(broker);
            System.out.println(READY);
            System.in.read();
        }
    }

    private static void publish(EmbeddedBroker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            channel.queueDeclare("tasks", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish("", "tasks", true, MessageProperties.PERSISTENT_BASIC,
                    "message".getBytes(StandardCharsets.US_ASCII));
            channel.waitForConfirmsOrDie(20_000);
        }
    }
}
