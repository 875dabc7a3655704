package io.irodsingest.common.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The limits between the buckets of a histogram of times. */
public enum Buckets {
    /** Requests to a server: from a local Redis to an iRODS server that computes a checksum. */
    REQUESTS(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000),
    /** Work: from some changed metadata to an upload of an hour. */
    WORK(10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000),
    /** Waits in queues: from an idle cluster to a backlog of a day. */
    WAITS(10, 50, 100, 500, 1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000, 86_400_000);

    private final Duration[] limits;

    Buckets(long... millis) {
        limits = LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    Duration[] limits() {
        return limits.clone();
    }
}
