package io.irodsingest.common.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which workers live and what they are at. Thread-safe. */
public interface WorkerRegistry {
    /**
     * What a worker says of itself.
     *
     * @param id unique to the process
     * @param waitingFor one text for each outage it waits for, like {@code iRODS since 2026-11-22T13:00:00Z: connection refused}
     * @param running tasks in its threads: job id to task numbers
     * @param figures counters by name: requests to iRODS, Redis and RabbitMQ
     */
    record Beat(String id, String kind, String host, long pid, String version, List<String> queues, int threads,
            Instant startedAt,
            Instant at, List<String> waitingFor, Map<String, List<Long>> running, Map<String, Long> figures) {}

    /** Tells that a worker lives. Gives up at once when Redis is away; the next beat will do. */
    void beat(Beat beat);

    /** Takes a worker off that ends by itself. */
    void leave(String id);

    /** Workers whose last beat is at most so old. */
    List<Beat> alive(Duration within) throws InterruptedException;
}
