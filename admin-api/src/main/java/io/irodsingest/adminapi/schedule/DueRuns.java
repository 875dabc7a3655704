package io.irodsingest.adminapi.schedule;

/**
 * What was done with planned times that were due, or that were to be filled in later.
 *
 * @param started runs that were started
 * @param waiting runs that start one by one when the run that is going has ended
 */
public record DueRuns(long started, long waiting, long skipped, long missed, long failed) {}
