package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Grant;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.ScheduleState;
import java.time.Instant;

/**
 * All that is kept of a schedule besides what is attached to it. Immutable.
 *
 * @param grant of whoever made the action; its runs are started with it
 * @param createdAt by the clock of Redis
 * @param wish tells one wish for a schedule from another with the same id
 */
public record ScheduleRecord(Schedule schedule, Action action, Grant grant, Instant createdAt, String wish,
        RunBook runs) {

    /** Also when runs of it are going still, which are watched to their ends. */
    boolean hasEnded() {
        return schedule.state() == ScheduleState.ENDED;
    }

    ScheduleRecord with(Schedule other) {
        return new ScheduleRecord(other, action, grant, createdAt, wish, runs);
    }

    ScheduleRecord with(RunBook others) {
        return new ScheduleRecord(schedule, action, grant, createdAt, wish, others);
    }

    ScheduleRecord with(Action other, Grant maker) {
        return new ScheduleRecord(schedule, other, maker, createdAt, wish, runs);
    }
}
