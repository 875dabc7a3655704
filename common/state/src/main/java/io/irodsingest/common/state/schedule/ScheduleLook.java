package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with schedules.
 *
 * @param now by the clock of Redis
 * @param due schedules whose time has come, the longest due first
 * @param handovers that somebody claimed and did not bring to an end
 * @param watched ids of schedules of which runs are going
 * @param next when the next schedule is due of those whose time has not come; empty when there is none
 */
public record ScheduleLook(Instant now, List<StoredSchedule> due, List<RunHandover> handovers, List<String> watched,
        Optional<Instant> next) {
    public ScheduleLook {
        due = List.copyOf(due);
        handovers = List.copyOf(handovers);
        watched = List.copyOf(watched);
    }
}
