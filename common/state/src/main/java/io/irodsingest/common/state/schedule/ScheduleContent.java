package io.irodsingest.common.state.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a schedule.
 *
 * @param document JSON that its keeper reads
 * @param due when somebody is to look at it next, to the millisecond; empty for not by itself
 * @param watched whether runs of it are going, so that somebody is to look for their ends
 * @param ended whether its name is free again; then it is kept for a time only
 */
public record ScheduleContent(String document, Optional<Instant> due, boolean watched, boolean ended) {}
