package io.irodsingest.orchestrator.watch;

import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How fast queues fill and empty: what workers say that they took, and how the depth changed, over the last ten seconds.
 * Thread-safe.
 */
public final class QueueRates {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final double MILLIS = 1000.0;

    /** @param taken by worker and queue */
    private record Sample(Instant at, Map<String, Map<String, Long>> taken, Map<String, QueueDepth> depths) {}

    /** Messages a second. */
    public record Rate(double in, double out) {}

    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public QueueRates(Clock clock) {
        this.clock = clock;
    }

    public synchronized void note(ClusterSnapshot cluster) {
        Instant now = clock.instant();
        samples.addLast(new Sample(now, cluster.workers().stream().collect(Collectors.toMap(Beat::id, Beat::taken)),
                cluster.queues()));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    public synchronized Rate of(String queue) {
        if (samples.size() < 2) {
            return new Rate(0, 0);
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Math.max(1, Duration.between(first.at(), last.at()).toMillis()) / MILLIS;
        long taken = last.taken().entrySet().stream()
                .mapToLong(worker -> Math.max(0, count(worker.getValue(), queue)
                        - count(first.taken().getOrDefault(worker.getKey(), Map.of()), queue)))
                .sum();
        long grown = ready(last, queue) - ready(first, queue);
        return new Rate(Math.max(0, taken + grown) / seconds, taken / seconds);
    }

    private static long count(Map<String, Long> taken, String queue) {
        return taken.getOrDefault(queue, 0L);
    }

    private static long ready(Sample sample, String queue) {
        QueueDepth depth = sample.depths().get(queue);
        return depth == null ? 0 : depth.ready();
    }
}
