package io.irodsingest.common.worker;

import java.time.Duration;
import java.util.List;

/**
 * How a worker works.
 *
 * @param kind the kind of worker, like {@code worker-filesystem}; also the beginning of its id
 * @param queues the queues it takes tasks from, in the order in which a job goes through them
 * @param threads tasks at work at a time; at least 1
 * @param drain how long running tasks may go on when the worker is to end
 */
public record WorkerOptions(String kind, List<String> queues, int threads, Duration drain) {
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);

    public WorkerOptions {
        queues = List.copyOf(queues);
        if (threads < 1 || queues.isEmpty()) {
            throw new IllegalArgumentException("a worker needs a thread and a queue at least");
        }
    }

    /** Deliveries held per queue: enough that no thread waits for the broker, few enough that others get their share. */
    int prefetch() {
        return 2 * threads;
    }
}
