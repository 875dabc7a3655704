package io.irodsingest.benchmarks;

import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.WorkerView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counters at a moment, or what they grew by.
 *
 * @param cpu processor time of each process
 * @param peakMemory of each process since it began, in bytes
 */
record Figures(long irodsRequests, long redisRoundTrips, long brokerMessages, Map<String, Duration> cpu,
        Map<String, Long> peakMemory) {
    private static final String IRODS = "irods_requests_";
    /** A worker that was not heard of for so long does not live. */
    private static final Duration BEAT = Duration.ofSeconds(30);

    /** Waits for a beat of every worker that is newer than this call. */
    static Figures of(Processes processes) throws IOException {
        Instant now = Instant.now();
        List<WorkerView> workers = await().atMost(BEAT).until(() -> processes.client().workers().workers(),
                all -> all.size() >= processes.workers()
                        && all.stream().noneMatch(worker -> worker.lastSeen().isBefore(now)));
        Map<String, Duration> cpu = new LinkedHashMap<>();
        Map<String, Long> memory = new LinkedHashMap<>();
        for (var process : processes.all().entrySet()) {
            cpu.put(process.getKey(), process.getValue().cpu());
            memory.put(process.getKey(), process.getValue().peakMemory());
        }
        return new Figures(sum(workers, IRODS), sum(workers, "redis_round_trips"), sum(workers, "broker_published"),
                cpu, memory);
    }

    Figures since(Figures before) {
        Map<String, Duration> grown = new LinkedHashMap<>();
        cpu.forEach((process, time) -> grown.put(process, time.minus(before.cpu.get(process))));
        return new Figures(irodsRequests - before.irodsRequests, redisRoundTrips - before.redisRoundTrips,
                brokerMessages - before.brokerMessages, grown, peakMemory);
    }

    private static long sum(List<WorkerView> workers, String prefix) {
        return workers.stream().flatMap(worker -> worker.figures().entrySet().stream())
                .filter(figure -> figure.getKey().startsWith(prefix)).mapToLong(Map.Entry::getValue).sum();
    }
}
