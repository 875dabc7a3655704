package io.irodsingest.common.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
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
        return Product.of(connection.getServerProperties()).isRabbitMq();
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

    /** A queue as older versions of this system declared it. */
    void declareQuorumQueueWithoutLimit(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }
    }

    /** Nobody else may use it until this operator is closed. */
    void declareExclusiveQueue(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, false, true, true, Map.of());
        }
    }

    /** Takes a message as a consumer that the broker then gives up waiting for, or that refuses it. */
    void reject(String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            GetResponse taken = channel.basicGet(queue, false);
            channel.basicReject(taken.getEnvelope().getDeliveryTag(), false);
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
