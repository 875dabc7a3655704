package io.irodsingest.common.worker;

import io.irodsingest.common.broker.QueueNames;
import io.irodsingest.common.job.FrontQueue;
import io.irodsingest.common.state.WorkerRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a worker works.
 *
 * @param kind the kind of worker, like {@code worker-filesystem}; also the beginning of its id
 * @param queues the queues it takes tasks from, in the order in which a job goes through them
 * @param threads tasks at work at a time; at least 1
 * @param deepQueue scans wait while more messages than this wait in the queue of what they find; at least 1
 * @param drain how long running tasks may go on when the worker is to end
 * @param sourcePatience a source that was not reached once in this time fails its job
 * @param silence when it was not heard of for so long it is taken for dead, and others begin its tasks anew
 * @param profiles the directory that profiles of jobs are written to; empty when none are
 */
public record WorkerOptions(String kind, List<String> queues, int threads, long deepQueue, Duration drain,
        Duration sourcePatience, Duration silence, Optional<Path> profiles) {
    public static final Duration DEFAULT_SOURCE_PATIENCE = Duration.ofMinutes(10);
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);
    public static final Duration DEFAULT_SILENCE = WorkerRegistry.STANDARD_SILENCE;
    public static final long DEFAULT_DEEP_QUEUE = 100_000;

    /** Between two beats of any worker; others count on it. */
    static final Duration LONGEST_BEAT = Duration.ofSeconds(2);
    /** Of a worker that is slow, as many beats may come late as fit into its silence without one. */
    private static final int BEATS_IN_SILENCE = 5;

    public WorkerOptions {
        queues = List.copyOf(queues);
        if (threads < 1 || queues.isEmpty()) {
            throw new IllegalArgumentException("a worker needs a thread and a queue at least");
        }
    }

    /** The same, with profiles in a directory. */
    public WorkerOptions withProfiles(Optional<Path> directory) {
        return new WorkerOptions(kind, queues, threads, deepQueue, drain, sourcePatience, silence, directory);
    }

    /** With the usual limits for queues and sources, and without profiles. */
    public WorkerOptions(String kind, List<String> queues, int threads, Duration drain) {
        this(kind, queues, threads, DEFAULT_DEEP_QUEUE, drain, DEFAULT_SOURCE_PATIENCE, DEFAULT_SILENCE,
                Optional.empty());
    }

    /** The time between two beats: several fit into the silence. */
    public Duration beat() {
        Duration fraction = silence.dividedBy(BEATS_IN_SILENCE);
        return fraction.compareTo(LONGEST_BEAT) < 0 ? fraction : LONGEST_BEAT;
    }

    /**
     * The companions of the queues, whose tasks are taken first. A queue whose name is so long that the broker takes none for a companion
     * has none: no job can ask for it.
     */
    List<String> frontQueues() {
        return queues.stream().map(FrontQueue::of).filter(queue -> QueueNames.trouble(queue).isEmpty()).toList();
    }

    /** Deliveries held per queue: enough that no thread waits for the broker, few enough that others get their share. */
    int prefetch() {
        return 2 * threads;
    }
}
