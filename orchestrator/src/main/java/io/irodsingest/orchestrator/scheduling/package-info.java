/**
 * Schedules at work: what is kept of them, what is decided at a moment and applied in one step, how a run that was claimed is handed over,
 * and what users do with them. The decisions themselves are those of {@code plan}, which knows no server.
 *
 * <p>
 * The way of a run: its planned time comes; an orchestrator <em>claims</em> it, by one change of the schedule in Redis that numbers the run,
 * enters it into the log and among what is to be handed over, and moves the schedule to its next time; whoever claimed it makes the job, whose id is made
 * of the schedule's id and the number of the run, so that it is made once however often this is done; and notes that it is handed over. A
 * hand-over that is not noted is done again by any orchestrator. The run goes until its job is seen to have ended, which is noted once.
 */
package io.irodsingest.orchestrator.scheduling;
