package io.irodsingest.common.broker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A thread that keeps a consumer in the broker until it is closed, whatever ends the consumer. */
final class AmqpSubscription implements Broker.Subscription, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpSubscription.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** A consumer that lasted this long was all right: the next one is made without much ado. */
    private static final Duration SOUND = Duration.ofSeconds(30);
    /** For a broker that tells consumers what becomes of their queue. */
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ManagedConnection link;
    private final Outages outages;
    private final Duration renewal;
    private final ConsumerChannel.Work work;
    private final String queue;
    private final Thread thread;

    /** @param renewal see {@link Limits#renewal} */
    AmqpSubscription(ManagedConnection link, Outages outages, Duration renewal, ConsumerChannel.Work work) {
        this.link = link;
        this.outages = outages;
        this.renewal = renewal;
        this.work = work;
        this.queue = work.queue();
        this.thread = Thread.ofPlatform().daemon().name("subscription-" + queue).unstarted(this);
    }

    AmqpSubscription start() {
        thread.start();
        return this;
    }

    /** Nothing but the end of the broker or of this subscription ends it. */
    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        boolean failing = false;
        try {
            while (!link.isClosed()) {
                Instant began = Instant.now();
                try {
                    Optional<String> reason = consume();
                    failing = false;
                    if (reason.isEmpty()) {
                        continue;
                    }
                    // A lost connection is told of once, by whoever finds the broker away.
                    LOG.atLevel(link.isConnected() ? Level.INFO : Level.DEBUG)
                            .log("the subscription to {} ended and is made again: {}", queue, reason.get());
                } catch (RuntimeException defect) {
                    LOG.atLevel(link.isClosed() || failing ? Level.DEBUG : Level.ERROR).setCause(defect)
                            .log("the subscription to {} failed and is made again", queue);
                    failing = true;
                }
                pause = began.plus(SOUND).isBefore(Instant.now()) ? FIRST_PAUSE : pause;
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            LOG.debug("the subscription to {} is closed", queue);
        }
    }

    /** Makes a consumer and waits for its end. @return why it ended; empty when it was idle and is to be made anew */
    private Optional<String> consume() throws InterruptedException {
        return awaitEnd(outages.untilBack(this::open));
    }

    /** Waits for the end of a consumer and says why it ended; empty when it was idle and is to be made anew. */
    private Optional<String> awaitEnd(ConsumerChannel consumer) throws InterruptedException {
        boolean ended = false;
        try {
            Optional<String> reason = consumer.awaitEnd(link.tellsOfDeletedQueues() ? LONG : renewal);
            ended = reason.isPresent();
            return reason;
        } finally {
            if (!ended) {
                consumer.cancel();
            }
        }
    }

    /** Asks it to end without waiting for that. */
    void cancel() {
        thread.interrupt();
    }

    boolean hasEnded() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    @Override
    public void close() {
        cancel();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A queue that is refused is waited for: the operator may give the right to it, and no other queue is concerned. */
    private ConsumerChannel open() throws UnavailableException, InterruptedException {
        try {
            return open(link.connection());
        } catch (QueueRefusedException refused) {
            throw UnavailableException.refused(Dependency.BROKER, queue, refused.getMessage(), refused);
        }
    }

    private ConsumerChannel open(LiveConnection connection) throws UnavailableException {
        connection.forget(queue);
        connection.declare(queue);
        Channel channel = connection.openChannel();
        try {
            ConsumerChannel consumer = new ConsumerChannel(channel, work);
            consumer.start(connection.consumerArguments());
            return consumer;
        } catch (IOException | AlreadyClosedException e) {
            Channels.abandon(channel);
            throw connection.troubleWith(queue, e);
        }
    }
}
