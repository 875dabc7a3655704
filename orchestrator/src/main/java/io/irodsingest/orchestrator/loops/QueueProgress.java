package io.irodsingest.orchestrator.loops;

import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the queues have come. A queue gives out its messages in the order in which they were published: when somebody got one
 * of a time, or the queue was seen empty at a time, everything that was published before that time was taken from it. What was noted
 * counts only after a while: until then, workers have told which messages they took. Thread-safe.
 */
final class QueueProgress {
    /** @param seenAt as {@link System#nanoTime} told it */
    private record Mark(Instant reached, long seenAt) {}

    private final Map<String, Deque<Mark>> marks = new HashMap<>();
    private final Duration delay;
    private long lastLook;
    /** Between two looks at the workers; shorter than the silence after which one is taken for dead, also of one that is gone. */
    private long longestGap = gap(WorkerRegistry.STANDARD_SILENCE);

    /** @param delay how long ago something must have been noted to count */
    QueueProgress(Duration delay) {
        this.delay = delay;
    }

    /** @param now as {@link System#nanoTime} tells it */
    synchronized void note(ClusterSnapshot cluster, long now) {
        long look = cluster.time().nanos();
        cluster.workers().forEach(worker -> longestGap = Math.min(longestGap, gap(worker.silence())));
        if (now - look > longestGap || look - lastLook > longestGap) {
            // Redis was away, or this process stood still: workers could not tell what they have
            marks.clear();
        }
        lastLook = look;
        if (now - look > longestGap) {
            return;
        }
        cluster.queues().forEach((queue, depth) -> Stream
                .concat(emptied(cluster, depth).stream(), cluster.workers().stream().map(Beat::reached)
                        .map(reached -> reached.get(queue)).filter(Objects::nonNull))
                .max(Instant::compareTo).ifPresent(reached -> note(queue, new Mark(reached, now))));
        marks.keySet().retainAll(cluster.queues().keySet());
    }

    private static long gap(Duration silence) {
        return silence.multipliedBy(2).dividedBy(3).toNanos();
    }

    private static Optional<Instant> emptied(ClusterSnapshot cluster, QueueDepth depth) {
        return depth.ready() == 0 ? Optional.of(cluster.time().of(cluster.queuesAt())) : Optional.empty();
    }

    private void note(String queue, Mark mark) {
        Deque<Mark> noted = marks.computeIfAbsent(queue, key -> new ArrayDeque<>());
        if (noted.isEmpty() || noted.getLast().reached().isBefore(mark.reached())) {
            noted.addLast(mark);
        }
    }

    /** Everything that was published before was taken from the queue; empty when nothing is known. */
    synchronized Optional<Instant> passed(String queue, long now) {
        Deque<Mark> noted = marks.getOrDefault(queue, new ArrayDeque<>());
        Optional<Instant> passed = Optional.empty();
        while (!noted.isEmpty() && now - noted.getFirst().seenAt() >= delay.toNanos()) {
            passed = Optional.of(noted.getFirst().reached());
            if (noted.size() == 1) {
                return passed;
            }
            Mark before = noted.removeFirst();
            if (now - noted.getFirst().seenAt() < delay.toNanos()) {
                noted.addFirst(before);
                return passed;
            }
        }
        return passed;
    }
}
