package io.irodsingest.common.state.schedule;

/** A run that was claimed, and whose job may not be made yet. */
public record RunHandover(String scheduleId, StoredRun run) {}
