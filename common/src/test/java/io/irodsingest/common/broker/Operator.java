package io.irodsingest.common.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;

/** Does to a broker what somebody else might do. */
final class Operator implements AutoCloseable {
    private final ClientThreads threads = new ClientThreads();
    private final Connection connection;

    Operator(BrokerSettings settings) throws Exception {
        connection = new Connections(settings, threads).connect("operator");
    }

    boolean isRabbitMq() {
        return Topology.isRabbitMq(connection);
    }

    void deleteQueue(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.queueDelete(queue);
        }
    }

    void declareClassicQueue(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-max-length", 1000));
        }
    }

    boolean exists(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            return channel.queueDeclarePassive(queue) != null;
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        threads.close();
    }
}
