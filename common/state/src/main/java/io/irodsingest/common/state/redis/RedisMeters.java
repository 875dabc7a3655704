package io.irodsingest.common.state.redis;

import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Round trips to Redis. Thread-safe. */
final class RedisMeters {
    private final LongAdder roundTrips = new LongAdder();
    private final Timer times;
    private final Counter failures;

    RedisMeters(Meters meters) {
        times = meters.timer("redis_round_trip", "From sending a script, a command or a batch to its answer",
                Buckets.REQUESTS);
        failures = meters.counter("redis_failures",
                "Scripts, commands and batches without an answer, or with an error");
    }

    /** @return when that was, for {@link #ended} */
    long sent() {
        roundTrips.increment();
        return System.nanoTime();
    }

    void ended(long sent, boolean answered) {
        times.record(Duration.ofNanos(System.nanoTime() - sent));
        if (!answered) {
            failures.increment();
        }
    }

    long roundTrips() {
        return roundTrips.sum();
    }
}
