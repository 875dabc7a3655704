package io.irodsingest.ingest.entry;

import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Action.Event;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the hooks of data objects. What is about to happen is noted before it does, and each post hook that ran: who gets the
 * task after a worker died calls the post hook of what was done already, and no post hook twice.
 */
final class ObjectHooks {
    private final TaskContext context;
    private final JobPolicy policy;
    private Marks marks;

    ObjectHooks(TaskContext context) {
        this.context = context;
        this.policy = context.policy();
    }

    /** Whether there may be any. */
    boolean areWanted() {
        return Arrays.stream(Event.values()).anyMatch(this::isWanted);
    }

    private boolean isWanted(Event event) {
        return policy.has(PlannedEvent.pre(event)) || policy.has(PlannedEvent.post(event));
    }

    /** Takes out what has hooks that are wanted. */
    Map<SyncItem, Action> take(Map<SyncItem, Action> decided) throws InterruptedException {
        if (!areWanted()) {
            return Map.of();
        }
        Map<String, PlannedEvent> now = new HashMap<>();
        decided.forEach((item, action) -> action.event().filter(this::isWanted)
                .ifPresent(event -> now.put(item.mark(), new PlannedEvent(event, PlannedEvent.count(action)))));
        if (marks == null) {
            Map<String, String> plan = new HashMap<>();
            now.forEach((mark, planned) -> plan.put(mark, planned.toString()));
            marks = marks().begin(plan);
        }
        Map<SyncItem, Action> taken = new LinkedHashMap<>();
        decided.forEach((item, action) -> {
            if (item.planned().isEmpty()) {
                Optional.ofNullable(marks.plan().get(item.mark())).map(PlannedEvent::parse)
                        .or(() -> Optional.ofNullable(now.get(item.mark()))).ifPresent(item::plan);
            }
            item.planned().ifPresent(planned -> taken.put(item, action));
        });
        decided.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** Whether all of it happened when another worker had the task. */
    boolean isOver(SyncItem item) {
        return marks.done().contains(item.mark());
    }

    /** Calls the pre hook, once for an item. Returns whether the event may happen; if not, the item is done. */
    boolean pre(IrodsSession session, SyncItem item, Event event) throws UnavailableException, InterruptedException {
        if (item.preHookRan()) {
            return true;
        }
        try {
            policy.call(PlannedEvent.pre(event), item.subject(), session);
            item.preHookHasRun();
            return true;
        } catch (HookSkippedException skipped) {
            item.done(IngestCount.SKIPPED);
        } catch (HookFailedException failed) {
            item.fail(failed.getMessage());
        }
        return false;
    }

    /** Calls the post hook and notes it. When it fails, the item does. */
    void post(IrodsSession session, SyncItem item) throws UnavailableException, InterruptedException {
        PlannedEvent planned = item.planned().orElseThrow();
        try {
            policy.call(PlannedEvent.post(planned.event()), item.subject(), session);
            item.done(planned.count());
        } catch (HookSkippedException | HookFailedException failed) {
            item.fail("it is in the target, but " + failed.getMessage());
        }
        marks().done(item.mark());
    }

    private TaskMarks marks() {
        return context.marks();
    }
}
