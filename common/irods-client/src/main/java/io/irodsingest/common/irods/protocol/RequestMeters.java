package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.Api;

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

    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Integer, Timer> times = new ConcurrentHashMap<>();
    private final Map<Failure, Counter> errors = new ConcurrentHashMap<>();
    private final Meters meters;
    private final Counter sentBytes;
    private final Counter lostConnections;

    private record Failure(int api, String error) {}

    RequestMeters(Meters meters) {
        this.meters = meters;
        sentBytes = meters.counter("irods_sent_bytes", "Bytes of contents sent to iRODS");
        lostConnections = meters.counter("irods_lost_connections", "Connections to iRODS lost while they were in use");
        // there from the begin, so that the first failure is seen as a change
        errors.put(new Failure(Api.CONNECT, AWAY), errors(new Failure(Api.CONNECT, AWAY)));
    }

    /** One that is on its way. */
    void sent(int api) {
        counts.computeIfAbsent(api, number -> new LongAdder()).increment();
    }

    /** @param begun when it was sent, by {@link System#nanoTime} */
    void answered(int api, long begun, int status) {
        times.computeIfAbsent(api, this::times).record(Duration.ofNanos(System.nanoTime() - begun));
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
        counts.forEach((api, count) -> numbers.put(api, count.sum()));
        return numbers;
    }

    /** A query that finds nothing is answered so. */
    private static boolean isUsual(int api, int status) {
        return api == Api.GEN_QUERY && IrodsError.of(status) == IrodsError.NO_ROWS;
    }

    private Timer times(int api) {
        return meters.timer("irods_request",
                "From sending a request to iRODS to its answer; those sent together are answered one after the other",
                Buckets.REQUESTS, "api", Api.name(api));
    }

    private void failed(int api, String error) {
        errors.computeIfAbsent(new Failure(api, error), this::errors).increment();
    }

    private Counter errors(Failure failure) {
        return meters.counter("irods_errors", "Requests that iRODS answered with an error, and connections not made",
                "api", Api.name(failure.api()), "error", failure.error());
    }
}
