package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.state.schedule.StoredSchedule;

/** A schedule as it is at a moment, and what its document says. */
public record Shown(StoredSchedule stored, ScheduleRecord record) {

    /** @throws io.irodsingest.common.state.UnreadableRecordException when another version has written it */
    public static Shown of(StoredSchedule stored) {
        return new Shown(stored, Documents.read(stored));
    }

    /** What messages call it. */
    public String describe() {
        return "schedule " + stored.name() + " (" + stored.id() + ')';
    }
}
