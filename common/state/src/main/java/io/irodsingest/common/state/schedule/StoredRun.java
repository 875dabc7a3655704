package io.irodsingest.common.state.schedule;

/**
 * A planned run whose time has come, as it is kept in the log of its schedule.
 *
 * @param entry its place in the log, which its keeper counts from 1 without a gap; runs that were left out have one too
 * @param document JSON that its keeper reads
 * @param toHandOver whether its job is still to be made. A change that says so of a run enters it among those to be handed over, also a
 *        known one; a change that does not ends its hand-over
 */
public record StoredRun(long entry, String document, boolean toHandOver) {}
