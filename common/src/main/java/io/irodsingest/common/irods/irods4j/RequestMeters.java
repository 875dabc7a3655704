package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by API number: how many, how long they took, and what the server refused. Thread-safe. */
final class RequestMeters {
    private static final String AWAY = "unavailable";

    private final Map<Integer, OfApi> apis = new ConcurrentHashMap<>();
    private final Meters meters;
    private final Counter sentBytes;
    private final Counter lostConnections;

    /** What is measured of one API. */
    private record OfApi(LongAdder count, Timer times, Map<String, Counter> errors) {}

    RequestMeters(Meters meters) {
        this.meters = meters;
        sentBytes = meters.counter("irods_sent_bytes", "Bytes of contents sent to iRODS");
        lostConnections = meters.counter("irods_lost_connections", "Connections to iRODS lost while they were in use");
        // there from the begin, so that the first failure is seen as a change
        of(Api.CONNECT).errors().put(AWAY, errors(Api.CONNECT, AWAY));
    }

    /** One that is on its way. */
    void sent(int api) {
        of(api).count().increment();
    }

    /** @param begun when it was sent, by {@link System#nanoTime} */
    void answered(int api, long begun, int status) {
        OfApi one = of(api);
        one.times().record(Duration.ofNanos(System.nanoTime() - begun));
        if (status < 0 && !isUsual(api, status)) {
            failed(api, IrodsError.of(status).name().toLowerCase(Locale.ROOT));
        }
    }

    /** A connection that could not be made. */
    void notConnected() {
        failed(Api.CONNECT, AWAY);
    }

    /** A connection that the server refused. */
    void refused(int status) {
        failed(Api.CONNECT, IrodsError.of(status).name().toLowerCase(Locale.ROOT));
    }

    /** Bytes of a content. */
    void sentBytes(long count) {
        sentBytes.increment(count);
    }

    void lostConnection() {
        lostConnections.increment();
    }

    /** How many of each API were sent. */
    Map<Integer, Long> counts() {
        Map<Integer, Long> numbers = new TreeMap<>();
        apis.forEach((api, one) -> numbers.put(api, one.count().sum()));
        numbers.values().removeIf(number -> number == 0);
        return numbers;
    }

    /** A query that finds nothing is answered so. */
    private static boolean isUsual(int api, int status) {
        return api == Api.GEN_QUERY && IrodsError.of(status) == IrodsError.NO_ROWS;
    }

    private OfApi of(int api) {
        return apis.computeIfAbsent(api, number -> new OfApi(new LongAdder(), meters.timer("irods_request",
                "From sending a request to iRODS to its answer; those sent together are answered one after the other",
                Buckets.REQUESTS, "api", Api.name(number)), new ConcurrentHashMap<>()));
    }

    private void failed(int api, String error) {
        of(api).errors().computeIfAbsent(error, name -> errors(api, name)).increment();
    }

    private Counter errors(int api, String error) {
        return meters.counter("irods_errors", "Requests that iRODS answered with an error, and connections not made",
                "api", Api.name(api), "error", error);
    }
}
