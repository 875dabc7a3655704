package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Decision;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings items into iRODS: asks what exists, decides, and sends the same kind of request for all of them together; one by one
 * where hooks are called in between. When the connection is lost it is run again, for the items that have no result yet.
 */
final class Ingest {
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final List<Item> items;
    private final Events events;
    private final Work work;
    private final Contents contents;

    Ingest(TaskContext context, Source source, List<Item> items) {
        this.items = items;
        this.events = new Events(context);
        this.work = new Work(context.spec(), source, events);
        this.contents = new Contents(context.spec().options().compare(), source, true);
    }

    void run(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        items.forEach(Item::answersMayBeLost);
        work.finish(session);
        long pause = FIRST_PAUSE_MILLIS;
        for (List<Item> open = open(); !open.isEmpty(); open = open()) {
            if (open.stream().allMatch(Item::isLocked)) {
                Thread.sleep(pause);
                pause *= 2;
            } else if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            act(session, open);
        }
    }

    private List<Item> open() {
        return items.stream().filter(item -> !item.isDone()).toList();
    }

    private void act(IrodsSession session, List<Item> open)
            throws UnavailableException, IrodsException, InterruptedException {
        open.forEach(Item::tryLock);
        Map<Item, Existing> existing = Existence.ask(session, open.stream().filter(this::isOfInterest).toList());
        Map<Item, Action> decided = decide(session, open, existing);
        Map<Item, Action> withHooks = events.take(decided);
        work.run(session, decided);
        work.finish(session);
        for (Map.Entry<Item, Action> one : withHooks.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            withHooks(session, one.getKey(), one.getValue());
        }
    }

    private Map<Item, Action> decide(IrodsSession session, List<Item> open, Map<Item, Existing> found)
            throws UnavailableException, InterruptedException {
        Map<Item, Action> decided = new LinkedHashMap<>();
        for (Item item : open) {
            Existing existing = found.getOrDefault(item, new Existing.Nothing());
            contents.compare(session, item, existing);
            if (item.isDone()) {
                continue;
            }
            Action action = Decision.decide(item.wish(), item.entry(), item.change(), existing);
            if (action instanceof Action.LeaveAlone && item.wish().operation() == Operation.PUT
                    && item.sent().isEmpty() && !Contents.seemsInStep(item, existing)) {
                item.forget();
            }
            decided.put(item, action);
        }
        return decided;
    }

    /**
     * Events only are the same with and without a data object, when nobody wants them; and what the operation leaves out is left
     * out in any case.
     */
    private boolean isOfInterest(Item item) {
        return !Decision.isSkipped(item.wish(), item.stamp().kind()) && item.wish().operation() != Operation.NO_OP
                || events.areWanted();
    }

    private void withHooks(IrodsSession session, Item item, Action action)
            throws UnavailableException, IrodsException, InterruptedException {
        Planned planned = item.planned().orElseThrow();
        if (events.isOver(item)) {
            item.done(planned.count());
            return;
        }
        boolean happens = action.event().isPresent();
        if (happens && !events.pre(session, item, planned.event())) {
            return;
        }
        // what is as it should be was made so by the worker that had the task before
        work.run(session, Map.of(item, action));
        work.finish(session);
    }
}
