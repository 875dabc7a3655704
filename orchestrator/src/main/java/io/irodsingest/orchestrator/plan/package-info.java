/**
 * What a schedule has planned: schedules as data, and what is to be done with one at a moment: {@code Due} is a pure function of a schedule, the time and whether a run of
 * it is going. Whoever keeps schedules applies what it says, in one step with handing the runs over.
 */
package io.irodsingest.orchestrator.plan;
