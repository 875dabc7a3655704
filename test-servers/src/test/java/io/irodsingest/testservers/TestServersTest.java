package io.irodsingest.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.irodsingest.testservers.BrokerServer.Shortage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TestServersTest {
    private static final int CONFIRM_LIMIT_MILLIS = 20_000;

    static List<BrokerServer> brokers() {
        return TestServers.brokers();
    }

    @Test
    void everybodyGetsTheSameServers() {
        assertThat(TestServers.broker()).isSameAs(TestServers.broker()).isSameAs(TestServers.brokers().getFirst());
        assertThat(TestServers.redis()).isSameAs(TestServers.redis());
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void whatABrokerPromisedToKeepIsThereAfterItWasTakenAwayAndBroughtBack(BrokerServer broker) throws Exception {
        assumeTrue(broker.canStop());
        String queue = "test-servers-" + UUID.randomUUID();
        publish(broker, queue, "before");
        broker.stop();
        assertThatThrownBy(() -> connect(broker)).isInstanceOf(IOException.class);
        broker.start();
        broker.start();
        publish(broker, queue, "between");
        broker.kill();
        assertThatThrownBy(() -> connect(broker)).isInstanceOf(IOException.class);
        broker.start();
        assertThat(List.of(take(broker, queue), take(broker, queue))).containsExactly("before", "between");
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void theBrokerIsTheProductThatItSays(BrokerServer broker) throws Exception {
        assumeTrue(broker.canStop());
        try (Connection connection = connect(broker)) {
            String name = connection.getServerProperties().get("product").toString();
            String version = connection.getServerProperties().get("version").toString();
            assertThat(broker.product()).contains(version);
            assertThat(broker.product().startsWith("RabbitMQ")).isEqualTo(name.equals("RabbitMQ"));
        }
    }

    @Test
    void whatIsFrozenAnswersWhenItIsThawed() {
        RedisServer redis = TestServers.redis();
        assumeTrue(redis.canFreeze());
        redis.freeze();
        CompletableFuture<Long> keys = CompletableFuture.supplyAsync(redis::keys);
        assertThatThrownBy(() -> keys.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        redis.thaw();
        assertThat(keys).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aRedisThatIsFullRefusesWhatNeedsMemory() {
        RedisServer redis = TestServers.redis();
        redis.limitMemory(1_000);
        try {
            assertThat(RedisCommands.ask(redis, "SET test-servers-full value").getFirst()).startsWith("-OOM");
        } finally {
            redis.limitMemory(0);
        }
        assertThat(RedisCommands.ask(redis, "SET test-servers-full value")).containsExactly("+OK");
        assertThat(redis.timeToLive("test-servers-full")).isEqualTo(-1);
        redis.flush();
    }

    @ParameterizedTest
    @EnumSource(Shortage.class)
    void aBrokerThatIsShortTakesNothingUntilItHasRecovered(Shortage shortage) throws Exception {
        BrokerServer broker = TestServers.broker();
        assumeTrue(broker.canRunShort());
        String queue = "test-servers-" + UUID.randomUUID();
        broker.runShort(shortage);
        CompletableFuture<Void> published = CompletableFuture.runAsync(() -> {
            try {
                publish(broker, queue, "late");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            assertThatThrownBy(() -> published.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        } finally {
            broker.recover();
        }
        assertThat(published).succeedsWithin(Duration.ofSeconds(20));
        assertThat(take(broker, queue)).isEqualTo("late");
    }

    @Test
    void redisKeepsItsDataWhenItIsTakenAwayAndLosesThemWhenFlushed() {
        RedisServer redis = TestServers.redis();
        assumeTrue(redis.canStop());
        assertThat(redis.product()).matches("Redis \\d.*");
        String key = "test-servers-" + UUID.randomUUID();
        RedisCommands.ask(redis, "SET " + key + " value");
        redis.stop();
        assertThatThrownBy(() -> RedisCommands.version(redis)).isInstanceOf(UncheckedIOException.class);
        redis.start();
        redis.kill();
        redis.start();
        assertThat(RedisCommands.ask(redis, "EXISTS " + key)).containsExactly(":1");
        redis.flush();
        assertThat(RedisCommands.ask(redis, "EXISTS " + key)).containsExactly(":0");
    }

    private static void publish(BrokerServer broker, String queue, String message) throws Exception {
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish("", queue, true, MessageProperties.PERSISTENT_BASIC,
                    message.getBytes(StandardCharsets.US_ASCII));
            channel.waitForConfirmsOrDie(CONFIRM_LIMIT_MILLIS);
        }
    }

    private static String take(BrokerServer broker, String queue) throws Exception {
        try (Connection connection = connect(broker); Channel channel = connection.createChannel()) {
            GetResponse response = await().atMost(Duration.ofSeconds(20)).until(() -> channel.basicGet(queue, true),
                    got -> got != null);
            return new String(response.getBody(), StandardCharsets.US_ASCII);
        }
    }

    private static Connection connect(BrokerServer broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    @Test
    void allThatRedisStoresIsTold() {
        RedisServer redis = TestServers.redis();
        redis.flush();
        for (String command : List.of("SET \"a 1\" string", "HSET b field hash", "RPUSH c list", "SADD {d}:e set",
                "ZADD f 1 sorted")) {
            RedisCommands.ask(redis, command);
        }
        assertThat(redis.contents()).contains("a 1", "string", "field", "hash", "list", "{d}:e", "set", "sorted");
        assertThat(redis.fields("b")).isEqualTo(1);
        redis.flush();
        assertThat(redis.contents()).isEmpty();
    }
}
