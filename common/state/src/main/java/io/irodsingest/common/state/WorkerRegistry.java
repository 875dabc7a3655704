package io.irodsingest.common.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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

    /** What a worker {@link Beat#offers} that can run event handlers of Python. */
    String PYTHON = "python";

    /** No beat holds longer. */
    Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /**
     * What a worker says of itself. In Redis it is one flat JSON object.
     *
     * @param at when it said this, by its own clock
     * @param silence how long after this beat the worker is taken for alive; an older worker does not say it
     * @param mode whether it takes tasks
     * @param queues those that it was told to take from, in the order in which a job goes through them
     * @param waitingFor one text for each outage it waits for, like {@code iRODS since 2026-11-22T13:00:00Z: connection refused}
     * @param figures counters by name: requests to iRODS, Redis and RabbitMQ
     * @param offers what it can do that not every worker of its kind can, like {@code batch APP OP}: what that means is an affair of the
     *        kind of work. An older worker does not say it
     */
    record Beat(@JsonUnwrapped Identity worker, List<String> queues, int threads, Instant at, Duration silence,
            Mode mode, List<String> waitingFor, Map<String, Long> figures, @JsonUnwrapped Work work,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> offers) {
        public Beat {
            silence = silence == null ? STANDARD_SILENCE : silence;
            mode = mode == null ? Mode.ACTIVE : mode;
            offers = offers == null ? List.of() : List.copyOf(offers);
        }

        /** Of a worker that can do what all of its kind can. */
        public Beat(Identity worker, List<String> queues, int threads, Instant at, Duration silence, Mode mode,
                List<String> waitingFor, Map<String, Long> figures, Work work) {
            this(worker, queues, threads, at, silence, mode, waitingFor, figures, work, List.of());
        }

        /** The same beat of a worker that can do this. */
        public Beat offering(List<String> what) {
            return new Beat(worker, queues, threads, at, silence, mode, waitingFor, figures, work, what);
        }

        public String id() {
            return worker.id();
        }

        public Map<String, List<Long>> running() {
            return work.running();
        }

        public Map<String, List<Long>> waiting() {
            return work.waiting();
        }

        public Map<String, Long> taken() {
            return work.taken();
        }

        public Map<String, Instant> reached() {
            return work.reached();
        }

        /** Whether it takes from a queue: one of {@link #queues}, or another that it says how much it took of. */
        public boolean takesFrom(String queue) {
            return queues.contains(queue) || taken().containsKey(queue);
        }
    }

    /**
     * Which process a worker is.
     *
     * @param id unique to the process
     * @param kind what it works on, like {@code worker-filesystem}
     */
    record Identity(String id, String kind, String host, long pid, String version, Instant startedAt) {}

    /**
     * The tasks that a worker has, and how far it has come with its queues. An older worker says less of it.
     *
     * @param running tasks in its threads: job id to task numbers
     * @param activities what its threads are at
     * @param waiting tasks whose messages this worker holds and that no thread of it is at: job id to task numbers
     * @param taken deliveries that it took since it began, by queue; every queue that it takes from is in it
     * @param reached by queue, when the newest message was published that this worker got from it and that nobody had got
     *        before, by the clock of its publisher; queues that it got none from are not in it
     */
    record Work(Map<String, List<Long>> running, List<Activity> activities, Map<String, List<Long>> waiting,
            Map<String, Long> taken, Map<String, Instant> reached) {
        /** No task, and nothing taken yet. */
        public static final Work NONE = new Work(Map.of(), List.of(), Map.of(), Map.of(), Map.of());

        public Work {
            running = running == null ? Map.of() : Map.copyOf(running);
            activities = activities == null ? List.of() : List.copyOf(activities);
            waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
            taken = taken == null ? Map.of() : Map.copyOf(taken);
            reached = reached == null ? Map.of() : Map.copyOf(reached);
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
