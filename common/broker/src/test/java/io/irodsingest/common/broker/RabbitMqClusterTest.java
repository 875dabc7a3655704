package io.irodsingest.common.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.RabbitMqCluster;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the broker port promises on a cluster of which a node dies. */
class RabbitMqClusterTest {
    private static final String QUEUE = "test.cluster";
    private static final int AT_ONCE = 100;

    @Test
    void nothingIsLostWhenTheNodesThatLeadTheQueueAreKilledOneAfterTheOther() throws Exception {
        Optional<RabbitMqCluster> started = RabbitMqCluster.start(3);
        if (started.isEmpty()) {
            System.out.println("RabbitMqClusterTest is skipped: there is no rabbitmq-server");
            abort("there is no rabbitmq-server");
        }
        Outages outages = new Outages(Clock.systemUTC());
        try (RabbitMqCluster cluster = started.get();
                AmqpBroker publishing = new AmqpBroker(settings(cluster), outages);
                AmqpBroker consuming = new AmqpBroker(settings(cluster), outages);
                ExecutorService threads = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
            Received received = Received.acknowledging();
            consuming.subscribe(QUEUE, AT_ONCE, received);
            List<String> published = new CopyOnWriteArrayList<>();
            AtomicBoolean enough = new AtomicBoolean();
            Future<Void> publisher = threads.submit(() -> {
                for (int batch = 0; !enough.get(); batch++) {
                    List<OutgoingMessage> messages = AmqpBrokerTest.messages(QUEUE, batch + "-", AT_ONCE);
                    publishing.publish(messages);
                    published.addAll(AmqpBrokerTest.texts(messages));
                }
                return null;
            });
            try {
                for (int kills = 0; kills < 2; kills++) {
                    awaitMore(received);
                    BrokerServer leader = cluster.leader(QUEUE);
                    leader.kill();
                    awaitMore(received);
                    leader.start();
                }
                awaitMore(received);
            } finally {
                enough.set(true);
            }

            assertThat(publisher).succeedsWithin(Received.LIMIT);
            await().atMost(Received.LIMIT).until(() -> received.bodies().containsAll(published));
            System.out.println("RabbitMqClusterTest: " + published.size() + " messages");
            assertThat(cluster.members(QUEUE)).isEqualTo(3);
        }
    }

    private static void awaitMore(Received received) {
        int until = received.bodies().size() + 20 * AT_ONCE;
        await().atMost(Received.LIMIT).until(() -> received.bodies().size() > until);
    }

    private static BrokerSettings settings(RabbitMqCluster cluster) {
        return BrokerSettings.of(cluster.address(), new Secret(cluster.password()), "test");
    }
}
