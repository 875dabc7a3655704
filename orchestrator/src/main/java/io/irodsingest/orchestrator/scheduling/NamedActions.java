package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.lifecycle.ScheduledActions;
import io.irodsingest.orchestrator.scheduling.Actions.StoredAction;
import java.util.Optional;

/** Actions of schedules by the schedules' names. Thread-safe. */
public final class NamedActions implements ScheduledActions {
    private final ScheduleStore store;
    private final Actions actions;

    public NamedActions(ScheduleStore store, Actions actions) {
        this.store = store;
        this.actions = actions;
    }

    @Override
    public NewJob job(String schedule, Grant grant, String id) throws InterruptedException {
        StoredSchedule stored = store.byName(schedule).orElseThrow(() -> none(schedule));
        ScheduleRecord record = Documents.read(stored);
        if (record.hasEnded()) {
            throw none(schedule);
        }
        if (!(record.action() instanceof Action.Making start)) {
            throw new InvalidJobException(
                    "schedule '" + schedule + "' starts no job, but tries failures again; only a job"
                            + " can follow another");
        }
        StoredAction action = new StoredAction(stored.id(), stored.name(), record.grant());
        grant.limits().refusal(actions.spec(action, start)).ifPresent(why -> {
            throw new InvalidJobException("schedule '" + schedule + "': token '" + grant.by() + "' is limited: " + why);
        });
        Optional<String> attachment = start.request().has("event_handler")
                ? store.attachment(stored.id())
                : Optional.empty();
        return actions.open(action, start, id, attachment);
    }

    private static InvalidJobException none(String schedule) {
        return new InvalidJobException("there is no schedule '" + schedule + '\'');
    }
}
