package io.irodsingest.ingest.entry;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Action.Event;
import io.irodsingest.ingesttasks.IngestCount;

/** The event of an entry, and what the entry counts as when it has happened. */
record PlannedEvent(Event event, Count count) {

    /** What an action makes of an entry. */
    static Count count(Action action) {
        return switch (action) {
            case Action.Register register -> IngestCount.REGISTERED;
            case Action.RegisterReplica register -> IngestCount.REPLICAS_REGISTERED;
            case Action.UpdateReplica update -> IngestCount.UPDATED;
            case Action.Upload upload -> IngestCount.UPLOADED;
            case Action.Append append -> IngestCount.APPENDED;
            case Action.MetadataOnly metadata -> IngestCount.EXISTING;
            case Action.LeaveAlone alone -> IngestCount.EXISTING;
            case Action.EventOnly only -> IngestCount.SKIPPED;
            case Action.Skip skip -> IngestCount.SKIPPED;
            case Action.Refuse refuse -> Count.FAILED;
        };
    }

    static Hook pre(Event event) {
        return event == Event.CREATE ? Hook.PRE_DATA_OBJ_CREATE : Hook.PRE_DATA_OBJ_MODIFY;
    }

    static Hook post(Event event) {
        return event == Event.CREATE ? Hook.POST_DATA_OBJ_CREATE : Hook.POST_DATA_OBJ_MODIFY;
    }

    static PlannedEvent parse(String text) {
        int space = text.indexOf(' ');
        return new PlannedEvent(Event.valueOf(text.substring(0, space)), new Count(text.substring(space + 1)));
    }

    @Override
    public String toString() {
        return event + " " + count;
    }
}
