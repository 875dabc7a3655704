package io.irodsingest.common.handlerfile;

import java.time.Duration;
import java.util.List;

/**
 * The pauses before retries: those of a list, whose last one holds for all further ones, each times a factor.
 *
 * @param listed at least one
 * @param factor what a pause after the listed ones is longer than the one before; 1 for no longer
 * @param most none is longer
 */
record YamlDelay(List<Duration> listed, double factor, Duration most) {
    static final YamlDelay NONE = new YamlDelay(List.of(Duration.ZERO), 1, Duration.ZERO);
    private static final double NANOS = 1e9;

    /** @param retry 1 for the first */
    Duration before(int retry) {
        Duration pause = listed.get(Math.min(retry, listed.size()) - 1);
        int further = Math.max(0, retry - listed.size());
        double seconds = pause.toNanos() / NANOS * Math.pow(factor, further);
        double longest = most.toNanos() / NANOS;
        return seconds >= longest ? most : Duration.ofNanos((long) (seconds * NANOS));
    }
}
