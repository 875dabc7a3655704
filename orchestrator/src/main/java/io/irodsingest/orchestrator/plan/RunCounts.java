package io.irodsingest.orchestrator.plan;

/**
 * What became of the planned times of a schedule.
 *
 * @param skipped because another run was going, or the schedule was paused
 * @param missed because nobody was there at their time
 * @param failed those of the started ones that failed or could not be handed over
 */
public record RunCounts(long started, long skipped, long missed, long failed) {
    public static final RunCounts NONE = new RunCounts(0, 0, 0, 0);
}
