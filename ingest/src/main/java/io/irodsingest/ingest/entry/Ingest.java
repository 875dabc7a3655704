package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.ConnectionLosses;
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
import java.util.Optional;

/**
 * Brings items into iRODS: asks what exists, decides, and sends the same kind of request for all of them together; one by one
 * where hooks are called in between. When the connection is lost it is run again, for the items that have no result yet. An
 * upload that was closed and not verified, by us or by the worker that had the task before, is verified then and not sent again.
 */
final class Ingest {
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final List<Item> items;
    private final Events events;
    private final Existence existence;
    private final ConnectionLosses<Item> losses;
    private final ClosedUploads closed;
    private final Work work;
    private final Contents contents;

    Ingest(TaskContext context, Source source, List<Item> items, ConnectionLosses<Item> losses) {
        this.items = items;
        this.losses = losses;
        this.events = new Events(context);
        this.existence = new Existence(losses);
        this.closed = new ClosedUploads(context);
        this.work = new Work(context.spec(), source, events, losses, closed);
        this.contents = new Contents(context.spec().options().compare(), source, true, losses);
    }

    void run(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        items.forEach(Item::answersMayBeLost);
        closed.takeUp(open());
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
        Map<Item, Existing> existing = existence.ask(session, open.stream().filter(this::isOfInterest).toList());
        Map<Item, Action> decided = new LinkedHashMap<>();
        for (Item item : open) {
            Existing found = existing.getOrDefault(item, new Existing.Nothing());
            if (!item.isClosed() || work.verify(session, item, found)) {
                decide(session, item, found).ifPresent(action -> decided.put(item, action));
            }
        }
        Map<Item, Action> withHooks = events.take(decided);
        work.run(session, decided);
        work.finish(session);
        for (Map.Entry<Item, Action> one : withHooks.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            losses.during(List.of(one.getKey()), () -> {
                withHooks(session, one.getKey(), one.getValue());
                return null;
            });
        }
    }

    /** Empty when the item failed while it was compared. */
    private Optional<Action> decide(IrodsSession session, Item item, Existing existing)
            throws UnavailableException, InterruptedException {
        if (item.isVerified()) {
            return Optional.of(new Action.LeaveAlone());
        }
        contents.compare(session, item, existing);
        if (item.isDone()) {
            return Optional.empty();
        }
        Action action = Decision.decide(item.wish(), item.entry(), item.change(), existing);
        // what an earlier state of the source left, and nobody looked at, is not left alone
        if (action instanceof Action.LeaveAlone && item.isOutdated()) {
            return Optional.of(new Action.Upload(true, Action.Event.CREATE));
        }
        if (action instanceof Action.LeaveAlone && item.wish().operation() == Operation.PUT && item.sent().isEmpty()
                && !Contents.seemsInStep(item, existing)) {
            item.forget();
        }
        return Optional.of(action);
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
