package io.irodsingest.common.state.schedule;

/**
 * A planned run whose time has come, as it is kept in the log of its schedule.
 *
 * @param entry its place in the log, which its keeper counts from 1; runs that were left out have one too
 * @param document JSON that its keeper reads
 * @param toHandOver whether its job is to be made; only of one that is new
 */
public record StoredRun(long entry, String document, boolean toHandOver) {}
