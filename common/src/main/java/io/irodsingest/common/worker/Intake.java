package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deliveries that wait in this process for a thread. Threads take from the last queue first, where the work is that ends a
 * job, so that a scan never runs far ahead of what it found; one thread takes from the first queue first, so that a new job
 * begins while another has a backlog. Thread-safe.
 */
final class Intake {
    private final Map<String, ArrayDeque<Delivery>> waiting = new LinkedHashMap<>();
    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final List<String> queues;
    private boolean suspended;
    private boolean closed;

    /** @param queues in the order in which a job goes through them */
    Intake(List<String> queues) {
        this.queues = List.copyOf(queues);
        queues.forEach(queue -> waiting.put(queue, new ArrayDeque<>()));
        queues.forEach(queue -> taken.put(queue, 0L));
    }

    synchronized void offer(Delivery delivery) {
        if (closed || suspended) {
            delivery.requeue();
            return;
        }
        taken.merge(delivery.queue(), 1L, Long::sum);
        waiting.get(delivery.queue()).add(delivery);
        notifyAll();
    }

    /** Deliveries that were taken in, by queue. */
    synchronized Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    /** Takes no more, and gives back what waits, until it is {@link #resume resumed}. */
    synchronized void suspend() {
        suspended = true;
        giveBack();
    }

    synchronized void resume() {
        suspended = false;
    }

    /** Waits for a delivery; null when the intake is closed. */
    synchronized Delivery take(boolean beginnersFirst) throws InterruptedException {
        while (!closed) {
            Delivery next = poll(beginnersFirst ? queues : queues.reversed());
            if (next != null) {
                return next;
            }
            wait();
        }
        return null;
    }

    /** How long ago the oldest of some that wait here was published; zero when none waits. */
    synchronized Duration longestWait(Predicate<Delivery> some) {
        return waiting.values().stream().flatMap(Collection::stream).filter(some)
                .filter(delivery -> !delivery.isStale()).map(Delivery::sincePublished).flatMap(Optional::stream)
                .max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Takes no more and gives back what waits. */
    synchronized void close() {
        closed = true;
        giveBack();
        notifyAll();
    }

    private void giveBack() {
        waiting.values().forEach(queue -> {
            queue.forEach(Delivery::requeue);
            queue.clear();
        });
    }

    private Delivery poll(List<String> order) {
        for (String queue : order) {
            Delivery next = waiting.get(queue).poll();
            while (next != null && next.isStale()) {
                next = waiting.get(queue).poll();
            }
            if (next != null) {
                return next;
            }
        }
        return null;
    }
}
