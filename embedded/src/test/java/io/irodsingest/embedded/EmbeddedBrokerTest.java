package io.irodsingest.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final String QUEUE = "tasks";
    private static final int CONFIRM_LIMIT_MILLIS = 20_000;

    @TempDir
    Path scratch;

    @Test
    void messagesOfADurableQueueSurviveARestartOnTheSamePort() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.durable(scratch.resolve("b/broker")).start()) {
            int port = broker.port();
            publish(broker, 50);
            broker.stop();
            assertThatThrownBy(() -> connect(broker)).isInstanceOf(ConnectException.class);
            broker.start();
            assertThat(broker.port()).isEqualTo(port);
            assertThat(drain(broker)).isEqualTo(50);
        }
    }

    @Test
    void anotherBrokerOpensTheDirectoryWithTheSamePassword() throws Exception {
        Path directory = scratch.resolve("broker");
        String password;
        try (EmbeddedBroker first = EmbeddedBroker.durable(directory).start()) {
            password = first.password();
            publish(first, 3);
        }
        try (EmbeddedBroker second = EmbeddedBroker.durable(directory).start()) {
            assertThat(second.password()).isEqualTo(password);
            assertThat(drain(second)).isEqualTo(3);
        }
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("broker.password"))).isEqualTo("rw-------");
    }

    @Test
    void nobodyComesInWithoutThePassword() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory().start()) {
            ConnectionFactory factory = factory(broker);
            factory.setPassword("guess");
            assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
            factory.setUsername("guest");
            factory.setPassword("guest");
            assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void passwordsOfBrokersInMemoryDiffer() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.inMemory().start();
                EmbeddedBroker other = EmbeddedBroker.inMemory().start()) {
            assertThat(one.password()).isNotEqualTo(other.password());
            assertThat(one.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void aConsumerGetsNoMoreThanItsPrefetchBeforeItAcknowledges() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory().start(); Connection connection = connect(broker)) {
            publish(broker, 5);
            Channel channel = connection.createChannel();
            channel.basicQos(2);
            BlockingQueue<Long> tags = new LinkedBlockingQueue<>();
            channel.basicConsume(QUEUE, false, (consumer, delivery) -> tags.add(delivery.getEnvelope()
                    .getDeliveryTag()), consumer -> {});
            await().until(() -> tags.size() == 2);
            try (Channel other = connection.createChannel()) {
                assertThat(other.basicGet(QUEUE, true)).isNotNull();
            }
            channel.basicAck(tags.take(), false);
            await().until(() -> tags.size() == 2);
        }
    }

    @Test
    void unknownArgumentsOfAQueueAreIgnoredAndAnUnroutableMessageComesBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory().start(); Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("quorum", true, false, false,
                    Map.of("x-queue-type", "quorum", "x-delivery-limit", 20));
            AtomicInteger returned = new AtomicInteger();
            channel.addReturnListener(message -> returned.incrementAndGet());
            channel.basicPublish("", "nowhere", true, MessageProperties.PERSISTENT_BASIC, new byte[0]);
            await().until(() -> returned.get() == 1);
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void aTakenPortAndATakenDirectoryAreTold() throws Exception {
        Path directory = scratch.resolve("broker");
        try (ServerSocket taken = new ServerSocket(0);
                EmbeddedBroker deaf = EmbeddedBroker.inMemory().onPort(taken.getLocalPort());
                EmbeddedBroker first = EmbeddedBroker.durable(directory).start();
                EmbeddedBroker second = EmbeddedBroker.durable(directory)) {
            assertThatThrownBy(deaf::start).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
            assertThatThrownBy(second::start).isInstanceOf(IOException.class).hasMessageContaining("is in use");
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void closeEndsEveryThread() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        try (EmbeddedBroker durable = EmbeddedBroker.durable(scratch.resolve("broker")).start();
                EmbeddedBroker memory = EmbeddedBroker.inMemory().start()) {
            publish(durable, 1);
            publish(memory, 1);
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread)).map(Thread::getName).filter(name -> !isOfTheJvm(name))
                .collect(Collectors.toSet())).isEmpty());
    }

    /** Shared by the whole JVM and started by whoever needs them first. */
    private static boolean isOfTheJvm(String name) {
        return name.startsWith("awaitility") || name.equals("Cleaner-0") || name.startsWith("ForkJoinPool.commonPool")
                || name.equals("process reaper");
    }

    private static void publish(EmbeddedBroker broker, int messages) throws Exception {
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            for (int i = 0; i < messages; i++) {
                channel.basicPublish("", QUEUE, true, MessageProperties.PERSISTENT_BASIC,
                        Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
            }
            channel.waitForConfirmsOrDie(CONFIRM_LIMIT_MILLIS);
        }
    }

    /** Takes all messages, checks that they come in order, and counts them. */
    private static int drain(EmbeddedBroker broker) throws Exception {
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            int next = 0;
            for (GetResponse got = channel.basicGet(QUEUE, true); got != null; got = channel.basicGet(QUEUE, true)) {
                assertThat(new String(got.getBody(), StandardCharsets.US_ASCII)).isEqualTo(Integer.toString(next));
                next++;
            }
            return next;
        }
    }

    private static Connection connect(EmbeddedBroker broker) throws Exception {
        return factory(broker).newConnection("embedded-broker-test");
    }

    private static ConnectionFactory factory(EmbeddedBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
