package io.irodsingest.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A worker that lives, as it said of itself last.
 *
 * @param kind what it works on, like {@code filesystem}
 * @param queues those that it takes tasks from
 * @param lastSeen when it said this, by its own clock
 * @param waitingFor the outages that it waits for
 * @param running the numbers of the tasks in its threads, by job id
 * @param figures counters since it began, like its requests to iRODS
 */
public record WorkerView(String id, String kind, String host, long pid, String version, List<String> queues,
        int threads, Instant startedAt, Instant lastSeen, List<String> waitingFor, Map<String, List<Long>> running,
        Map<String, Long> figures) {}
