package io.irodsingest.common.broker;

import static org.awaitility.Awaitility.await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listener that remembers: it acknowledges at once, or leaves that to the test. */
final class Received implements Consumer<Delivery> {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final boolean acknowledging;
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();

    private Received(boolean acknowledging) {
        this.acknowledging = acknowledging;
    }

    static Received acknowledging() {
        return new Received(true);
    }

    static Received holding() {
        return new Received(false);
    }

    static String text(Delivery delivery) {
        return new String(delivery.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void accept(Delivery delivery) {
        times.merge(text(delivery), 1, Integer::sum);
        if (acknowledging) {
            delivery.ack();
        } else {
            held.add(delivery);
        }
    }

    /** The bodies that came, each once. */
    Set<String> bodies() {
        return times.keySet();
    }

    /** Waits for the next delivery that is held. */
    Delivery next() throws InterruptedException {
        Delivery delivery = held.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("no delivery in " + LIMIT);
        }
        return delivery;
    }

    int holds() {
        return held.size();
    }

    void awaitAll(List<String> expected) {
        await().atMost(LIMIT).until(() -> times.size() >= expected.size());
    }
}
