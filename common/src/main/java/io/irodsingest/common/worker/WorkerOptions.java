package io.irodsingest.common.worker;

import java.time.Duration;
import java.util.List;

/**
 * How a worker works.
 *
 * @param kind the kind of worker, like {@code worker-filesystem}; also the beginning of its id
 * @param queues the queues it takes tasks from, in the order in which a job goes through them
 * @param threads tasks at work at a time; at least 1
 * @param deepQueue scans wait while more messages than this wait in the queue of what they find; at least 1
 * @param drain how long running tasks may go on when the worker is to end
 * @param sourcePatience a source that was not reached once in this time fails its job
 */
public record WorkerOptions(String kind, List<String> queues, int threads, long deepQueue, Duration drain,
        Duration sourcePatience) {
    public static final Duration DEFAULT_SOURCE_PATIENCE = Duration.ofMinutes(10);
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);
    public static final long DEFAULT_DEEP_QUEUE = 100_000;

    public WorkerOptions {
        queues = List.copyOf(queues);
        if (threads < 1 || queues.isEmpty()) {
            throw new IllegalArgumentException("a worker needs a thread and a queue at least");
        }
    }

    /** With the usual limits for queues and sources. */
    public WorkerOptions(String kind, List<String> queues, int threads, Duration drain) {
        this(kind, queues, threads, DEFAULT_DEEP_QUEUE, drain, DEFAULT_SOURCE_PATIENCE);
    }

    /** Deliveries held per queue: enough that no thread waits for the broker, few enough that others get their share. */
    int prefetch() {
        return 2 * threads;
    }
}
