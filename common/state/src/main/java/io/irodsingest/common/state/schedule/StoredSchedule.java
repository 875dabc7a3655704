package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * A schedule as it is kept at one moment.
 *
 * @param id never used again, unlike the name
 * @param revision another one after each change, and never one that was there before
 * @param endedAt by the clock of Redis; empty while it has not ended
 */
public record StoredSchedule(String id, String name, long revision, ScheduleContent content,
        Optional<Instant> endedAt) {}
