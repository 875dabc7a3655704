package io.irodsingest.common.irods.irods4j;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by API number. Thread-safe. */
final class RequestCounts {
    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

    void add(int api) {
        counts.computeIfAbsent(api, number -> new LongAdder()).increment();
    }

    Map<Integer, Long> snapshot() {
        Map<Integer, Long> numbers = new TreeMap<>();
        counts.forEach((api, count) -> numbers.put(api, count.sum()));
        return numbers;
    }
}
