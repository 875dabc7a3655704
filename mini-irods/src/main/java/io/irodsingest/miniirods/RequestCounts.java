package io.irodsingest.miniirods;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests came in, by API number, whatever became of them. Thread-safe. */
public final class RequestCounts {
    private final Map<Integer, LongAdder> byApi = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();

    RequestCounts() {}

    public void count(int api) {
        byApi.computeIfAbsent(api, number -> new LongAdder()).increment();
    }

    public void connectionOpened() {
        connections.increment();
    }

    public long of(int api) {
        LongAdder count = byApi.get(api);
        return count == null ? 0 : count.sum();
    }

    /** Requests of all numbers, authentication included. */
    public long total() {
        return byApi.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Connections accepted, those that did not get further included. */
    public long connectionsOpened() {
        return connections.sum();
    }

    /** Counts by API number, in order; numbers that nobody asked for are not there. */
    public Map<Integer, Long> snapshot() {
        Map<Integer, Long> counts = new TreeMap<>();
        byApi.forEach((api, count) -> counts.put(api, count.sum()));
        return counts;
    }

    public void reset() {
        byApi.clear();
        connections.reset();
    }
}
