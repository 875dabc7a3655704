package io.irodsingest.common.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.testservers.BrokerServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the broker port promises while the broker is there. */
@ParameterizedClass
@MethodSource("io.irodsingest.common.broker.Brokers#all")
final class AmqpBrokerTest {
    private final BrokerServer server;
    private final String queue = "test." + UUID.randomUUID();
    private final Outages outages = new Outages(Clock.systemUTC());
    private AmqpBroker broker;

    AmqpBrokerTest(BrokerServer server) {
        this.server = server;
    }

    @BeforeEach
    void connect() {
        broker = newBroker();
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private AmqpBroker newBroker() {
        return new AmqpBroker(Brokers.settings(server, "test"), outages);
    }

    static List<OutgoingMessage> messages(String queue, String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i)
                .map(text -> new OutgoingMessage(queue, text, text.getBytes(StandardCharsets.UTF_8))).toList();
    }

    static List<String> texts(List<OutgoingMessage> messages) {
        return messages.stream().map(OutgoingMessage::messageId).toList();
    }

    @Test
    void whatFourThreadsPublishArrives() throws Exception {
        Received received = Received.acknowledging();
        broker.subscribe(queue, 200, received);
        List<Callable<List<OutgoingMessage>>> publishers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            List<OutgoingMessage> mine = messages(queue, "thread" + thread + "-", 1500);
            publishers.add(() -> {
                for (int from = 0; from < mine.size(); from += 375) {
                    broker.publish(mine.subList(from, from + 375));
                }
                return mine;
            });
        }
        List<String> expected = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<List<OutgoingMessage>> done : pool.invokeAll(publishers)) {
                expected.addAll(texts(done.get()));
            }
        }
        received.awaitAll(expected);
        assertThat(received.bodies()).isEqualTo(Set.copyOf(expected));
        assertThat(broker.traffic().published()).isEqualTo(6000);
        assertThat(broker.traffic().delivered()).isGreaterThanOrEqualTo(6000);
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
    }

    @Test
    void whatIsSaidOfAMessageTravelsWithIt() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        broker.publish(List.of(
                new OutgoingMessage(queue, "a", new byte[]{'a'}, Optional.of("SyncFiles"), Optional.of(trace)),
                new OutgoingMessage(queue, "b", new byte[]{'b'})));
        Received received = Received.holding();
        broker.subscribe(queue, 10, received);

        Delivery told = received.next();
        assertThat(told.type()).contains("SyncFiles");
        assertThat(told.traceParent()).contains(trace);
        assertThat(told.sincePublished()).hasValueSatisfying(time -> assertThat(time.isNegative()).isFalse());
        Delivery untold = received.next();
        assertThat(untold.type()).isEmpty();
        assertThat(untold.traceParent()).isEmpty();
        assertThat(untold.sincePublished()).isPresent();
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAfterClose() throws Exception {
        broker.publish(messages(queue, "m", 2));
        Received first = Received.holding();
        broker.subscribe(queue, 10, first);
        Delivery acknowledged = first.next();
        Delivery kept = first.next();
        assertThat(acknowledged.redelivered()).isFalse();
        acknowledged.ack();
        broker.close();
        assertThat(kept.isStale()).isTrue();
        kept.ack();
        kept.requeue();

        try (AmqpBroker other = newBroker()) {
            Received second = Received.holding();
            other.subscribe(queue, 10, second);
            Delivery again = second.next();
            assertThat(again.redelivered()).isTrue();
            assertThat(Received.text(again)).isEqualTo(Received.text(kept));
            again.ack();
            await().atMost(Received.LIMIT).until(() -> other.depth(queue).ready() == 0);
            assertThat(second.bodies()).hasSize(1);
        }
    }

    @Test
    void holdsNoMoreThanThePrefetch() throws Exception {
        broker.publish(messages(queue, "m", 20));
        Received received = Received.holding();
        broker.subscribe(queue, 3, received);
        await().atMost(Received.LIMIT).until(() -> received.holds() == 3);
        Delivery first = received.next();
        // The queue's other consumer gets the rest, so all that were to come to the first have come.
        try (AmqpBroker other = newBroker()) {
            Received rest = Received.acknowledging();
            other.subscribe(queue, 3, rest);
            await().atMost(Received.LIMIT).until(() -> rest.bodies().size() == 17);
        }
        assertThat(received.bodies()).hasSize(3);
        first.ack();
        first.ack();
        broker.publish(messages(queue, "n", 5));
        await().atMost(Received.LIMIT).until(() -> received.bodies().size() == 4);
        assertThat(received.next().isStale()).isFalse();
    }

    @Test
    void requeuedOnesComeAgain() throws Exception {
        broker.publish(messages(queue, "m", 1));
        Received received = Received.holding();
        broker.subscribe(queue, 1, received);
        received.next().requeue();
        Delivery again = received.next();
        assertThat(again.redelivered()).isTrue();
        again.ack();
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
    }

    @Test
    void buriedOnesLieAmongTheDeadLetters() throws Exception {
        broker.publish(messages(queue, queue, 1));
        Received received = Received.holding();
        broker.subscribe(queue, 1, received);
        broker.deadLetter(received.next(), "it cannot be read");
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
        Received dead = Received.acknowledging();
        broker.subscribe(Broker.DEAD_LETTER_QUEUE, 10, dead);
        await().atMost(Received.LIMIT).until(() -> dead.bodies().contains(queue + 0));
    }

    @Test
    void tellsHowDeepAQueueIs() throws Exception {
        assertThat(broker.depth(queue)).isEqualTo(new QueueDepth(0, 0));
        broker.publish(messages(queue, "m", 7));
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).equals(new QueueDepth(7, 0)));
        broker.subscribe(queue, 10, Received.acknowledging());
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).equals(new QueueDepth(0, 1)));
    }

    @Test
    void anEndedSubscriptionGivesBackWhatComesLate() throws Exception {
        Received first = Received.holding();
        Broker.Subscription subscription = broker.subscribe(queue, 1, first);
        broker.publish(messages(queue, "m", 3));
        Delivery late = first.next();
        subscription.close();
        assertThat(late.isStale()).isFalse();
        late.ack();
        Received second = Received.acknowledging();
        broker.subscribe(queue, 1, second);
        await().atMost(Received.LIMIT).until(() -> broker.depth(queue).ready() == 0);
        assertThat(second.bodies()).hasSize(2).doesNotContain(Received.text(late));
        assertThat(first.bodies()).hasSize(1);
        await().atMost(Received.LIMIT).until(late::isStale);
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AmqpBroker other = newBroker();
        other.subscribe(queue, 1, Received.acknowledging());
        other.subscribe(queue, 1, Received.holding());
        other.publish(messages(queue, "m", 10));
        other.close();
        await().atMost(Received.LIMIT).untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread)).map(Thread::getName)
                .filter(name -> name.startsWith("amqp-") || name.startsWith("subscription-")
                        || name.startsWith("AMQP"))
                .collect(Collectors.toSet())).isEmpty());
        assertThatIllegalStateException().isThrownBy(() -> other.publish(messages(queue, "m", 1)));
        assertThatIllegalStateException().isThrownBy(() -> other.depth(queue));
    }

    @Test
    void aWrongPasswordIsToldInOneLine() {
        BrokerSettings right = Brokers.settings(server, "test");
        BrokerSettings wrong = new BrokerSettings(right.addresses(), right.user(), new Secret("n0t-it"),
                right.virtualHost(), right.tls(), "test");
        try (AmqpBroker other = new AmqpBroker(wrong, outages)) {
            assertThatThrownBy(() -> other.depth(queue)).isInstanceOf(UnavailableException.class)
                    .hasMessage("no connection to %s: it refuses the user or the password", right.where());
        }
    }
}
