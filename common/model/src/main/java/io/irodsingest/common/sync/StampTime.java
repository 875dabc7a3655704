package io.irodsingest.common.sync;

import java.time.Instant;

/**
 * Times of files in one number, so that any two that differ by a second differ: nanoseconds since the epoch from 1843 to 2096, and
 * whole seconds beyond, where nanoseconds would not fit for long. Later is greater.
 */
public final class StampTime {
    private static final long NANOS = 1_000_000_000L;
    /** In seconds: about 126 years before and after the epoch. */
    private static final long FINE = 4_000_000_000L;

    private StampTime() {}

    /** @param nanos of the second, from 0 to 999,999,999 */
    public static long of(long seconds, int nanos) {
        if (seconds >= FINE) {
            return saturated(FINE * NANOS, seconds - FINE);
        }
        if (seconds < -FINE) {
            return -saturated(FINE * NANOS + 1, -FINE - 1 - Math.max(seconds, -Long.MAX_VALUE));
        }
        return seconds * NANOS + nanos;
    }

    public static long of(Instant time) {
        return of(time.getEpochSecond(), time.getNano());
    }

    /** The time, without what of it was finer than a second where only seconds are kept. */
    public static Instant instant(long stamp) {
        if (stamp >= FINE * NANOS) {
            return seconds(FINE + (stamp - FINE * NANOS));
        }
        if (stamp < -FINE * NANOS) {
            return seconds(-FINE - 1 + (stamp + FINE * NANOS + 1));
        }
        return Instant.ofEpochSecond(Math.floorDiv(stamp, NANOS), Math.floorMod(stamp, NANOS));
    }

    private static Instant seconds(long seconds) {
        return Instant.ofEpochSecond(
                Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    }

    private static long saturated(long limit, long beyond) {
        return beyond > Long.MAX_VALUE - limit ? Long.MAX_VALUE : limit + beyond;
    }
}
