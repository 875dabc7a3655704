package io.irodsingest.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers in containers, where a Docker engine has their images already: pulling may take for ever, and is never tried. */
class ContainersTest {
    private static final int METHOD_FRAME = 1;

    /** Finds a server, or says why there is none. */
    @FunctionalInterface
    private interface Finding<T> {
        Optional<T> find() throws IOException;
    }

    @Test
    void aRedisThatWasKilledComesBackAtItsAddress() throws Exception {
        RedisServer redis = found("redis", RedisContainer::find);
        try {
            URI before = redis.uri();
            redis.flush();

            redis.kill();
            redis.start();

            assertThat(redis.uri()).isEqualTo(before);
            assertThat(redis.product()).startsWith("Redis ");
            redis.flush();
        } finally {
            redis.close();
        }
    }

    @Test
    void aRabbitMqThatWasStoppedComesBackAtItsAddress() throws Exception {
        BrokerServer broker = found("rabbitmq", RabbitMqContainer::find);
        try {
            assertThat(firstByte(broker.uri())).isEqualTo(METHOD_FRAME);

            broker.stop();
            broker.start();

            assertThat(firstByte(broker.uri())).isEqualTo(METHOD_FRAME);
            assertThat(broker.product()).startsWith("RabbitMQ");
        } finally {
            broker.close();
        }
    }

    private static <T> T found(String image, Finding<T> finding) {
        Optional<T> server = Optional.empty();
        String reason = "no Docker engine here has an image of " + image;
        try {
            server = finding.find();
        } catch (IOException unusable) {
            reason = unusable.getMessage();
        }
        if (server.isEmpty()) {
            System.out.println("containers are not tested: " + reason);
        }
        assumeTrue(server.isPresent(), reason);
        return server.orElseThrow();
    }

    /** What a broker answers to the header of AMQP 0-9-1: {@code connection.start}. */
    private static int firstByte(URI broker) throws IOException {
        try (Socket socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.getOutputStream().write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().read();
        }
    }
}
