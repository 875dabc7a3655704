package io.irodsingest.adminapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker that lives, as it said of itself last.
 *
 * @param state ACTIVE; DRAINING when it takes no more tasks and some are at work; DRAINED when none is at work
 * @param queues those that it takes tasks from
 * @param lastSeen when it said this, by its own clock
 * @param waitingFor the outages that it waits for
 * @param activities the tasks in its threads
 * @param figures counters since it began, like its requests to iRODS
 */
public record WorkerView(@JsonUnwrapped Identity worker, String state, List<String> queues, int threads,
        Instant startedAt, Instant lastSeen, List<String> waitingFor,
        List<Activity> activities, Map<String, Long> figures) {

    public String id() {
        return worker.id();
    }

    /**
     * Which process a worker is; its fields stand among those of the worker.
     *
     * @param kind what it works on, like {@code worker-filesystem}
     */
    public record Identity(String id, String kind, String host, long pid, String version) {}

    /**
     * A task in a thread.
     *
     * @param jobId of the job's record
     * @param task the task's number in its job
     * @param about the first path that the task concerns
     * @param since when the thread began it, by the worker's clock
     */
    public record Activity(String thread, String jobId, long task, String type, Optional<String> about,
            Instant since) {}
}
