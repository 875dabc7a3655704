package io.irodsingest.common.state.schedule;

/**
 * A run that was claimed, and whose job may not be made yet.
 *
 * @param run as it was claimed, or changed since
 */
public record RunHandover(String scheduleId, StoredRun run) {}
