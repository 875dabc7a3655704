package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker port on RabbitMQ's Java client, for RabbitMQ 3.10 and later and for other brokers of AMQP 0-9-1. It makes its
 * two connections when they are first needed, one to publish and one for everything else: a broker that is short of memory
 * blocks publishing connections.
 */
public final class AmqpBroker implements Broker {
    /** The client's own loggers; they repeat with stack traces what this package says in one line: set them to OFF. */
    public static final String CLIENT_LOGGER = "com.rabbitmq.client";

    private static final Logger LOG = LoggerFactory.getLogger(AmqpBroker.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Outages outages;
    private final Limits limits;
    private final ClientThreads threads = new ClientThreads();
    private final ManagedConnection publishing;
    private final ManagedConnection consuming;
    private final Publisher publisher;
    private final Set<AmqpSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final BrokerMeters meters;

    /** Connects to nothing yet. */
    public AmqpBroker(BrokerSettings settings, Outages outages) {
        this(settings, outages, Meters.NONE);
    }

    /** As {@link #AmqpBroker(BrokerSettings, Outages)}, and measures what goes through it. */
    public AmqpBroker(BrokerSettings settings, Outages outages, Meters meters) {
        this(settings, outages, Limits.DEFAULT, meters);
    }

    AmqpBroker(BrokerSettings settings, Outages outages, Limits limits) {
        this(settings, outages, limits, Meters.NONE);
    }

    private AmqpBroker(BrokerSettings settings, Outages outages, Limits limits, Meters meters) {
        this.outages = outages;
        this.limits = limits;
        this.meters = new BrokerMeters(meters);
        Connections connections = new Connections(settings, threads);
        Topology topology = new Topology();
        publishing = new ManagedConnection(settings.where(), settings.connectionName() + " publishing", connections,
                outages,
                topology);
        consuming = new ManagedConnection(settings.where(), settings.connectionName() + " consuming", connections,
                outages,
                topology);
        publisher = new Publisher(publishing, outages, limits, this.meters);
    }

    /**
     * Looks once whether the broker lets us in. One that is away is waited for by whoever needs it.
     *
     * @throws BrokerRefusedException when it does not want us, or we do not trust its certificate
     */
    public void check() throws InterruptedException {
        try {
            consuming.connection();
        } catch (UnavailableException away) {
            AmqpErrors.refusal(away.getCause()).ifPresent(refusal -> {
                throw new BrokerRefusedException("RabbitMQ: " + away.getMessage(), away);
            });
            LOG.debug("the broker is away at the start: {}", away.getMessage());
        }
    }

    @Override
    public void publish(List<OutgoingMessage> messages) throws InterruptedException {
        publisher.publish(messages.stream().map(Message::of).toList());
    }

    @Override
    public Subscription subscribe(String queue, int prefetch, Consumer<Delivery> listener) {
        consuming.requireOpen();
        requireName(queue);
        AmqpSubscription subscription = new AmqpSubscription(consuming, outages, limits.renewal(),
                new ConsumerChannel.Work(queue, prefetch, listener, meters));
        subscriptions.removeIf(AmqpSubscription::hasEnded);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public void deadLetter(Delivery delivery, String reason) throws InterruptedException {
        if (!(delivery instanceof AmqpDelivery own)) {
            throw new IllegalArgumentException("not a delivery of this broker: " + delivery);
        }
        if (!own.isStale()) {
            publisher.publish(List.of(Message.deadLetter(own, reason)));
            own.ack();
            meters.buried();
        }
    }

    @Override
    public QueueDepth depth(String queue) throws UnavailableException, InterruptedException {
        requireName(queue);
        LiveConnection connection = consuming.connection();
        Channel channel = connection.openChannel();
        try {
            AMQP.Queue.DeclareOk found = channel.queueDeclarePassive(queue);
            return new QueueDepth(found.getMessageCount(), found.getConsumerCount());
        } catch (IOException | AlreadyClosedException e) {
            if (AmqpErrors.isChannelClose(e, AMQP.NOT_FOUND)) {
                return new QueueDepth(0, 0);
            }
            throw connection.troubleWith(queue, e);
        } finally {
            Channels.abandon(channel);
        }
    }

    @Override
    public void declare(String queue) throws UnavailableException, InterruptedException {
        requireName(queue);
        consuming.connection().declare(queue);
    }

    /** The client would break off with an exception of its own. */
    private static void requireName(String queue) {
        QueueNames.tooLong(queue).ifPresent(why -> {
            throw new QueueRefusedException(queue, "the name " + why, null);
        });
    }

    @Override
    public void probe() throws InterruptedException {
        publisher.probe();
    }

    @Override
    public Traffic traffic() {
        return new Traffic(meters.published(), meters.delivered());
    }

    @Override
    public void close() {
        subscriptions.forEach(AmqpSubscription::cancel);
        subscriptions.forEach(AmqpSubscription::close);
        consuming.close(CLOSE_LIMIT);
        publishing.close(CLOSE_LIMIT);
        threads.close();
    }
}
