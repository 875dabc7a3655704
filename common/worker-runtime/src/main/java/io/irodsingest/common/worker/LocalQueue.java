package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deliveries that wait in this process for a thread. What came from a queue for the front is taken before everything else. Among the
 * rest, threads take from the last queue first, where the work is that ends a
 * job, so that a scan never runs far ahead of what it found; one thread takes from the first queue first, so that a new job
 * begins while another has a backlog. Thread-safe.
 */
final class LocalQueue {
    private static final Duration HELD_LOOK = Duration.ofMillis(100);

    private final Map<String, ArrayDeque<Delivery>> waiting = new LinkedHashMap<>();
    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final List<String> lastFirst;
    private final List<String> firstFirst;
    private final List<Held> held = new ArrayList<>();
    /** What threads have taken and are not done with. */
    private final Map<Thread, Delivery> inHand = new HashMap<>();
    private final Map<String, Instant> reached = new HashMap<>();
    private boolean suspended;
    private boolean closed;

    /** @param until by {@link System#nanoTime} */
    private record Held(Delivery delivery, long until) {}

    /**
     * @param queues in the order in which a job goes through them
     * @param front queues for the front, in that order
     */
    LocalQueue(List<String> queues, List<String> front) {
        firstFirst = Stream.concat(front.stream(), queues.stream()).toList();
        lastFirst = Stream.concat(front.reversed().stream(), queues.reversed().stream()).toList();
        firstFirst.forEach(queue -> waiting.put(queue, new ArrayDeque<>()));
        firstFirst.forEach(queue -> taken.put(queue, 0L));
    }

    synchronized void offer(Delivery delivery) {
        if (closed || suspended) {
            delivery.requeue();
            return;
        }
        taken.merge(delivery.queue(), 1L, Long::sum);
        if (!delivery.redelivered()) {
            delivery.publishedAt().ifPresent(at -> reached.merge(delivery.queue(), at,
                    (before, now) -> now.isAfter(before) ? now : before));
        }
        waiting.get(delivery.queue()).add(delivery);
        notifyAll();
    }

    /** Keeps a delivery back for a while, and then hands it out before those that came later. */
    synchronized void hold(Delivery delivery, Duration time) {
        if (closed || suspended) {
            delivery.requeue();
            return;
        }
        held.add(new Held(delivery, System.nanoTime() + time.toNanos()));
    }

    /** Deliveries that were taken in, by queue; each queue is in it. */
    synchronized Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    /** When the newest message of each queue was published that nobody had got before. */
    synchronized Map<String, Instant> reached() {
        return Map.copyOf(reached);
    }

    /** Numbers of the tasks, by job, whose messages are here: those that wait, are held or in a thread's hands. */
    synchronized Map<String, List<Long>> heldWithout(Map<String, List<Long>> atWork) {
        Map<String, List<Long>> numbers = new HashMap<>();
        all().filter(delivery -> !delivery.isStale()).map(Delivery::messageId).flatMap(Optional::stream)
                .map(TaskMessage.Id::parse).flatMap(Optional::stream).distinct()
                .filter(task -> !atWork.getOrDefault(task.jobId(), List.of()).contains(task.number()))
                .forEach(task -> numbers.computeIfAbsent(task.jobId(), id -> new ArrayList<>()).add(task.number()));
        return numbers;
    }

    private Stream<Delivery> all() {
        return Stream.of(waiting.values().stream().flatMap(Collection::stream), held.stream().map(Held::delivery),
                inHand.values().stream()).flatMap(Function.identity());
    }

    /** Takes no more, and gives back what waits, until it is {@link #resume resumed}. */
    synchronized void suspend() {
        suspended = true;
        giveBack();
    }

    synchronized void resume() {
        suspended = false;
    }

    /** Waits for a delivery, which is in the caller's hands until it is {@link #done}; null when the intake is closed. */
    synchronized Delivery take(boolean beginnersFirst) throws InterruptedException {
        while (!closed) {
            handBack();
            Delivery next = poll(beginnersFirst ? firstFirst : lastFirst);
            if (next != null) {
                inHand.put(Thread.currentThread(), next);
                return next;
            }
            if (held.isEmpty()) {
                wait();
            } else {
                wait(HELD_LOOK.toMillis());
            }
        }
        return null;
    }

    /** This thread is done with the delivery that it took: it was settled or is {@link #hold held}. */
    synchronized void done() {
        inHand.remove(Thread.currentThread());
    }

    private void handBack() {
        long now = System.nanoTime();
        held.removeIf(one -> {
            boolean over = now - one.until() >= 0;
            if (over) {
                waiting.get(one.delivery().queue()).addFirst(one.delivery());
            }
            return over;
        });
    }

    /** The delivery of a queue that a thread takes first of some. */
    synchronized Optional<Delivery> firstWaiting(String queue, Predicate<Delivery> some) {
        return waiting.getOrDefault(queue, new ArrayDeque<>()).stream().filter(some).findFirst();
    }

    /** How long ago the oldest of some that wait here was published; zero when none waits. */
    synchronized Duration longestWait(Predicate<Delivery> some) {
        return Stream.concat(waiting.values().stream().flatMap(Collection::stream),
                held.stream().map(Held::delivery)).filter(some)
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
        held.forEach(one -> one.delivery().requeue());
        held.clear();
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
