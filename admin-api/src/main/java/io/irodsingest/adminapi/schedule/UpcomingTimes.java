package io.irodsingest.adminapi.schedule;

import java.time.Instant;
import java.util.List;

/**
 * Planned times to come.
 *
 * @param zone of which clock they follow; {@code UTC} unless another one was named
 * @param local the same times as the clock of that zone shows them, with its offset
 */
public record UpcomingTimes(String zone, List<Instant> times, List<String> local) {
    public UpcomingTimes {
        times = List.copyOf(times);
        local = List.copyOf(local);
    }
}
