package io.irodsingest.common.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which workers live and what they are at. Thread-safe. */
public interface WorkerRegistry {
    /** How long a beat holds when its worker does not say otherwise. */
    Duration STANDARD_SILENCE = Duration.ofSeconds(15);

    /** No beat holds longer. */
    Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /**
     * What a worker says of itself.
     *
     * @param id unique to the process
     * @param waitingFor one text for each outage it waits for, like {@code iRODS since 2026-11-22T13:00:00Z: connection refused}
     * @param running tasks in its threads: job id to task numbers
     * @param figures counters by name: requests to iRODS, Redis and RabbitMQ
     * @param mode whether it takes tasks
     * @param activities what its threads are at; an older worker does not say it
     * @param taken deliveries that it took since it began, by queue
     * @param waiting tasks whose messages this worker holds and that no thread of it is at: job id to task numbers; an older
     *        worker does not say it
     * @param reached by queue, when the newest message was published that this worker got from it and that nobody had got
     *        before, by the clock of its publisher; queues that it got none from are not in it
     * @param silence how long after this beat the worker is taken for alive; an older worker does not say it
     */
    record Beat(String id, String kind, String host, long pid, String version, List<String> queues, int threads,
            Instant startedAt,
            Instant at, List<String> waitingFor, Map<String, List<Long>> running, Map<String, Long> figures, Mode mode,
            List<Activity> activities, Map<String, Long> taken, Map<String, List<Long>> waiting,
            Map<String, Instant> reached, Duration silence) {
        public Beat {
            mode = mode == null ? Mode.ACTIVE : mode;
            activities = activities == null ? List.of() : List.copyOf(activities);
            taken = taken == null ? Map.of() : Map.copyOf(taken);
            waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
            reached = reached == null ? Map.of() : Map.copyOf(reached);
            silence = silence == null ? STANDARD_SILENCE : silence;
        }
    }

    /** Whether a worker takes tasks. */
    enum Mode {
        ACTIVE,
        /** It takes no more; some are at work. */
        DRAINING,
        /** It takes none, and none is at work: it may be ended without harm. */
        DRAINED
    }

    /**
     * A task in a thread.
     *
     * @param thread its name in the worker
     * @param job id of the job
     * @param task number of the task
     * @param type of the task
     * @param about the first path that the task concerns; empty when it concerns none. Relative to the source and in printable
     *        form, or an absolute logical path
     * @param since when the thread began it
     */
    record Activity(String thread, String job, long task, String type, Optional<String> about, Instant since) {}

    /**
     * Tells that a worker lives. Gives up at once when Redis is away; the next beat will do.
     *
     * @param drain told, on another thread, whether the worker is wanted to take no more tasks
     */
    void beat(Beat beat, Consumer<Boolean> drain);

    /** Lets a worker take no more tasks, or takes that back; it finds out with its next beat. */
    void drain(String id, boolean wanted) throws InterruptedException;

    /** Takes a worker off that ends by itself. */
    void leave(String id);

    /** The last beats of workers that live: of those whose last one still holds. */
    List<Beat> alive() throws InterruptedException;
}
