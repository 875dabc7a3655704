package io.irodsingest.common.broker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static io.irodsingest.common.broker.AmqpBrokerTest.messages;
import static io.irodsingest.common.broker.AmqpBrokerTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.testservers.BrokerServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the broker port promises when the broker goes away, and when it refuses what is asked. */
@ParameterizedClass
@MethodSource("io.irodsingest.common.broker.Brokers#all")
final class AmqpBrokerTroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final BrokerServer server;
    private final String queue = "test." + UUID.randomUUID();
    private final Outages outages = new Outages(Clock.systemUTC());
    private AmqpBroker broker;

    AmqpBrokerTroubleTest(BrokerServer server) {
        this.server = server;
    }

    @BeforeEach
    void connect() {
        broker = new AmqpBroker(Brokers.settings(server, "test"), outages, new Limits(500, 4, PATIENCE, RENEWAL));
    }

    @AfterEach
    void close() throws Exception {
        broker.close();
        if (server.canStop()) {
            server.start();
        }
    }

    private CompletableFuture<Void> publishing(List<OutgoingMessage> messages) {
        return CompletableFuture.runAsync(() -> publish(messages));
    }

    private void publish(List<OutgoingMessage> messages) {
        try {
            broker.publish(messages);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void finish(CompletableFuture<Void> publishing) throws Exception {
        try {
            publishing.get(Received.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private void awaitOutage() {
        await().atMost(Received.LIMIT).until(() -> outages.current().stream()
                .anyMatch(outage -> outage.dependency() == Dependency.BROKER));
    }

    private void awaitNoOutage() {
        await().atMost(Received.LIMIT).until(() -> outages.current().isEmpty());
    }

    @Test
    void nothingIsLostWhenItStopsInTheMiddle() throws Exception {
        assumeThat(server.canStop()).isTrue();
        Received received = Received.acknowledging();
        broker.subscribe(queue, 50, received);
        AtomicBoolean enough = new AtomicBoolean();
        List<OutgoingMessage> published = new CopyOnWriteArrayList<>();
        try (Lines lines = Lines.from(Level.WARN)) {
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                for (int batch = 0; !enough.get(); batch++) {
                    List<OutgoingMessage> messages = messages(queue, "batch" + batch + "-", 500);
                    publish(messages);
                    published.addAll(messages);
                }
            });
            await().atMost(Received.LIMIT).until(() -> received.bodies().size() > 200);
            server.stop();
            awaitOutage();
            server.start();
            enough.set(true);
            finish(publishing);
            received.awaitAll(texts(published));
            awaitNoOutage();
            assertThat(lines.lines()).hasSize(1).first().asString().contains("waiting for RabbitMQ: ");
        }
        assertThat(received.bodies()).isEqualTo(Set.copyOf(texts(published)));
    }

    @Test
    void worksOnceTheBrokerIsThere() throws Exception {
        assumeThat(server.canStop()).isTrue();
        server.stop();
        Received received = Received.acknowledging();
        List<OutgoingMessage> messages = messages(queue, "m", 600);
        try (Lines lines = Lines.from(Level.WARN)) {
            broker.subscribe(queue, 50, received);
            CompletableFuture<Void> publishing = publishing(messages);
            awaitOutage();
            assertThat(outages.current().getFirst().reason()).startsWith("no connection to 127.0.0.1:");
            server.start();
            finish(publishing);
            received.awaitAll(texts(messages));
            assertThat(lines.lines()).hasSize(1);
        }
        assertThat(received.bodies()).isEqualTo(Set.copyOf(texts(messages)));
    }

    @Test
    void whatIsHeldWhileItStopsIsStaleAndComesAgain() throws Exception {
        assumeThat(server.canStop()).isTrue();
        Received received = Received.holding();
        broker.subscribe(queue, 1, received);
        broker.publish(messages(queue, "m", 1));
        Delivery before = received.next();
        server.stop();
        await().atMost(Received.LIMIT).until(before::isStale);
        server.start();
        Delivery again = received.next();
        before.ack();
        before.requeue();
        broker.deadLetter(before, "stale ones are not buried");
        assertThat(again.isStale()).isFalse();
        again.ack();
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
    }

    @Test
    void goesOnWhenTheQueueIsDeleted() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            Received received = Received.acknowledging();
            broker.subscribe(queue, 50, received);
            broker.publish(messages(queue, "before", 10));
            await().atMost(Received.LIMIT).until(() -> received.bodies().size() == 10);
            operator.deleteQueue(queue);
            List<OutgoingMessage> after = messages(queue, "after", 1000);
            broker.publish(after);
            await().atMost(Received.LIMIT).until(() -> received.bodies().containsAll(texts(after)));
        }
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void goesOnWhenTheQueueIsDeletedWhilePublishing() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            List<OutgoingMessage> messages = messages(queue, "m", 10_000);
            CompletableFuture<Void> publishing = publishing(messages);
            await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() > 100);
            operator.deleteQueue(queue);
            finish(publishing);
            assertThat(operator.exists(queue)).isTrue();
            assertThat(broker.depth(queue).ready()).isGreaterThan(0);
        }
    }

    @Test
    void survivesAChannelThatTheBrokerCloses() throws Exception {
        Received received = Received.holding();
        broker.subscribe(queue, 1, received);
        broker.publish(messages(queue, "m", 1));
        AmqpDelivery held = (AmqpDelivery) received.next();
        assertThatIOException().isThrownBy(() -> held.source().getChannel().queueDeclarePassive("no-such-queue"));
        await().atMost(Received.LIMIT).until(held::isStale);
        Delivery again = received.next();
        assertThat(again.redelivered()).isTrue();
        again.ack();
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
    }

    @Test
    void aListenerThatFailsGetsItsDeliveryAgain() {
        List<Boolean> redelivered = new ArrayList<>();
        broker.subscribe(queue, 1, delivery -> {
            redelivered.add(delivery.redelivered());
            if (redelivered.size() == 1) {
                throw new IllegalStateException("as the test wants it");
            }
            delivery.ack();
        });
        assertThat(publishing(messages(queue, "m", 1))).succeedsWithin(Received.LIMIT);
        await().atMost(Received.LIMIT).until(() -> redelivered.equals(List.of(false, true)));
    }

    @Test
    void usesAQueueThatIsOtherwiseAsItIs() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"));
                Lines lines = Lines.from(Level.WARN)) {
            operator.declareClassicQueue(queue);
            Received received = Received.acknowledging();
            broker.subscribe(queue, 10, received);
            List<OutgoingMessage> messages = messages(queue, "m", 10);
            broker.publish(messages);
            received.awaitAll(texts(messages));
            assertThat(lines.lines()).hasSize(operator.isRabbitMq() ? 1 : 0)
                    .allMatch(line -> line.contains("queue " + queue + " exists with other properties"));
        }
    }

    @Test
    void aQueueOfAnOlderVersionIsUsedAsItIs() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            operator.declareQuorumQueueWithoutLimit(queue);
            Received received = Received.acknowledging();
            broker.subscribe(queue, 10, received);
            broker.publish(messages(queue, "m", 10));
            received.awaitAll(texts(messages(queue, "m", 10)));
        }
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void aQueueThatIsRefusedIsNoOutageAndKeepsNoOtherBack() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            operator.declareExclusiveQueue(queue);
            for (ThrowingCallable use : List.<ThrowingCallable>of(() -> broker.publish(messages(queue, "m", 1)),
                    () -> broker.declare(queue))) {
                assertThatThrownBy(use).isInstanceOfSatisfying(QueueRefusedException.class, refused -> {
                    assertThat(refused.queue()).isEqualTo(queue);
                    assertThat(refused.getMessage()).startsWith("RabbitMQ refuses queue '" + queue + "': ")
                            .hasLineCount(1);
                });
            }
            assertThat(outages.current()).isEmpty();
            Received beside = Received.acknowledging();
            broker.subscribe(queue + "-beside", 10, beside);
            broker.publish(messages(queue + "-beside", "m", 10));
            beside.awaitAll(texts(messages(queue, "m", 10)));
        }
    }

    @Test
    void aConsumerWhoseQueueIsRefusedSaysSoAndBeginsWhenItIsFree() throws Exception {
        Received received = Received.acknowledging();
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            operator.declareExclusiveQueue(queue);
            broker.subscribe(queue, 10, received);
            awaitOutage();
            assertThat(outages.current()).singleElement().satisfies(
                    wait -> assertThat(wait.reason()).contains("RabbitMQ refuses queue '" + queue + "': "));
            operator.deleteQueue(queue);
        }
        awaitNoOutage();
        broker.publish(messages(queue, "m", 10));
        received.awaitAll(texts(messages(queue, "m", 10)));
    }

    @Test
    void namesThatAreTooLongInBytesAreRefusedAtOnce() {
        String name = "\u754c".repeat(100);
        for (ThrowingCallable use : List.<ThrowingCallable>of(() -> broker.publish(messages(name, "m", 1)),
                () -> broker.declare(name), () -> broker.depth(name),
                () -> broker.subscribe(name, 1, Received.acknowledging()))) {
            assertThatThrownBy(use).isInstanceOf(QueueRefusedException.class).hasMessageContaining("300 bytes");
        }
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAtOnce() {
        OutgoingMessage large = new OutgoingMessage(queue, "large", new byte[Broker.LARGEST_BODY + 1]);
        assertThatThrownBy(() -> broker.publish(List.of(large))).isInstanceOf(QueueRefusedException.class)
                .hasMessageContaining("message large has 16777217 bytes");
    }

    @Test
    void aDefectWhileConnectingEndsNoSubscription() throws Exception {
        AtomicInteger connects = new AtomicInteger();
        try (ClientThreads threads = new ClientThreads()) {
            Connections real = new Connections(Brokers.settings(server, "test"), threads);
            ManagedConnection link = new ManagedConnection("here", "test", name -> {
                if (connects.incrementAndGet() < 3) {
                    throw new IllegalArgumentException("as the test wants it");
                }
                return real.connect(name);
            }, outages, new Topology());
            Received received = Received.acknowledging();
            AmqpSubscription subscription = new AmqpSubscription(link, outages, RENEWAL,
                    new ConsumerChannel.Work(queue, 1, received, new BrokerMeters(Meters.NONE))).start();
            broker.publish(messages(queue, "m", 1));
            received.awaitAll(texts(messages(queue, "m", 1)));
            subscription.close();
            link.close(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatTheBrokerGivesUpLiesAmongTheDeadLetters() throws Exception {
        try (Operator operator = new Operator(Brokers.settings(server, "operator"))) {
            assumeThat(operator.isRabbitMq()).isTrue();
            Received dead = Received.holding();
            broker.publish(messages(queue, queue, 1));
            operator.reject(queue);
            broker.subscribe(Broker.DEAD_LETTER_QUEUE, 10, dead);
            Delivery letter = dead.next();
            while (!Received.text(letter).equals(queue + 0)) {
                letter.ack();
                letter = dead.next();
            }
            assertThat(letter.death()).contains(new Delivery.Death(queue, "RabbitMQ gave it up (rejected)"));
            letter.ack();
        }
    }
}
