package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.Subscription;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.broker.Delivery.Death;
import io.irodsingest.common.state.DeadLetters;
import io.irodsingest.common.state.DeadLetters.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes dead letters out of the broker, where one cannot look at them without disturbing them, to where they can be shown, sent
 * back and dropped one by one. When there is no room for more, they stay in the broker.
 */
public final class DeadLetterCollector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterCollector.class);
    /** Bodies may be of many megabytes. */
    private static final int PREFETCH = 2;
    private static final int BEGINNING = 500;
    private static final int ID_BYTES = 10;
    private static final Duration PAUSE_WHEN_FULL = Duration.ofSeconds(10);

    private final Broker broker;
    private final DeadLetters letters;
    private final Clock clock;
    private final BlockingQueue<Delivery> came = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofVirtual().name("dead-letters").unstarted(this::collect);
    private Subscription subscription;

    public DeadLetterCollector(Broker broker, DeadLetters letters, Clock clock) {
        this.broker = broker;
        this.letters = letters;
        this.clock = clock;
    }

    public void start() {
        subscription = broker.subscribe(Broker.DEAD_LETTER_QUEUE, PREFETCH, came::add);
        thread.start();
    }

    private void collect() {
        boolean full = false;
        try {
            while (true) {
                Delivery delivery = came.take();
                full = !keep(delivery, full);
            }
        } catch (InterruptedException ending) {
            LOG.debug("no more dead letters are collected");
        }
    }

    /** @return whether there was room */
    private boolean keep(Delivery delivery, boolean wasFull) throws InterruptedException {
        try {
            if (letters.keep(letter(delivery), delivery.body())) {
                delivery.ack();
                return true;
            }
            if (!wasFull) {
                LOG.warn("there is no room for more dead letters; they stay in queue {}: send back or drop some",
                        Broker.DEAD_LETTER_QUEUE);
            }
        } catch (RuntimeException defect) {
            LOG.error("a dead letter could not be kept; it stays in queue {}", Broker.DEAD_LETTER_QUEUE, defect);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_WHEN_FULL.toMillis());
        delivery.requeue();
        return false;
    }

    private DeadLetter letter(Delivery delivery) {
        Death death = delivery.death().orElse(new Death("", "it was put here by somebody else"));
        byte[] body = delivery.body();
        return new DeadLetter(id(death.queue(), body), Optional.of(death.queue()).filter(queue -> !queue.isEmpty()),
                death.reason(), clock.instant(), delivery.type(), delivery.messageId(), body.length, beginning(body));
    }

    private static String id(String queue, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(queue.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(body), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What cannot be shown is shown as a full stop. */
    private static String beginning(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, BEGINNING), StandardCharsets.UTF_8);
        return text.codePoints().mapToObj(point -> isShown(point) ? Character.toString(point) : ".")
                .collect(Collectors.joining());
    }

    private static boolean isShown(int point) {
        return !Character.isISOControl(point) && point != '\uFFFD';
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
        thread.interrupt();
    }
}
