package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Decision;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingest.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings items into iRODS: asks what exists, decides, and sends the same kind of request for all of them together; one by one
 * where hooks are called in between. When the connection is lost it is run again, for the items that have no result yet. An
 * upload that was closed and not verified, by us or by the worker that had the task before, is verified then and not sent again.
 * Small new files may go together ({@link Bundles}); it is asked what came of them then, and decided again.
 */
final class SyncRun {
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final List<SyncItem> items;
    private final ObjectHooks events;
    private final Existence existence;
    private final ConnectionLosses<SyncItem> losses;
    private final ClosedUploads closed;
    private final ActionExecutor work;
    private final Contents contents;
    private final Unpacked unpacked;
    private final Bundles bundles;

    SyncRun(TaskContext context, Source source, List<SyncItem> items, ConnectionLosses<SyncItem> losses) {
        this.items = items;
        this.losses = losses;
        this.events = new ObjectHooks(context);
        this.existence = new Existence(losses);
        this.closed = new ClosedUploads(context);
        this.work = new ActionExecutor(IngestSpec.of(context.spec()), source, events, losses, closed,
                context.mayRunElsewhere());
        this.contents = new Contents(IngestSpec.of(context.spec()).sync().compare(), source, true, losses);
        this.unpacked = new Unpacked(source, losses);
        this.bundles = new Bundles(IngestSpec.of(context.spec()).sync().bundling(), source,
                Staging.of(IngestSpec.of(context.spec()).target(), context.jobId()), losses, closed, unpacked);
    }

    void run(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        items.forEach(item -> item.dealings().answersMayBeLost());
        closed.takeUp(open());
        bundles.removeLeft(session);
        work.finish(session);
        long pause = FIRST_PAUSE_MILLIS;
        for (List<SyncItem> open = open(); !open.isEmpty(); open = open()) {
            if (open.stream().allMatch(SyncItem::isLocked)) {
                Thread.sleep(pause);
                pause *= 2;
            } else if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            act(session, open);
        }
    }

    private List<SyncItem> open() {
        return items.stream().filter(item -> !item.isDone() && !item.isLeftToOther()).toList();
    }

    private void act(IrodsSession session, List<SyncItem> open)
            throws UnavailableException, IrodsException, InterruptedException {
        open.forEach(SyncItem::tryLock);
        Map<SyncItem, Existing> existing = existence.ask(session, open.stream().filter(this::isOfInterest).toList());
        Set<SyncItem> askedAgain = unpacked.verify(session, open, existing);
        Map<SyncItem, Action> decided = new LinkedHashMap<>();
        for (SyncItem item : open) {
            if (askedAgain.contains(item)) {
                continue;
            }
            Existing found = existing.getOrDefault(item, new Existing.Nothing());
            if (!item.closed().isPresent() || work.verify(session, item, found)) {
                decide(session, item, found).ifPresent(action -> decided.put(item, action));
            }
        }
        Map<SyncItem, Action> withHooks = events.take(decided);
        decided.keySet().removeAll(bundles.send(session, decided));
        work.run(session, decided);
        work.finish(session);
        for (Map.Entry<SyncItem, Action> one : withHooks.entrySet()) {
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
    private Optional<Action> decide(IrodsSession session, SyncItem item, Existing existing)
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
        if (action instanceof Action.LeaveAlone && item.wish().operation() == Operation.PUT
                && item.dealings().sent().isEmpty()
                && !Contents.seemsInStep(item, existing)) {
            item.forget();
        }
        return Optional.of(action);
    }

    /**
     * ObjectHooks only are the same with and without a data object, when nobody wants them; and what the operation leaves out is left
     * out in any case.
     */
    private boolean isOfInterest(SyncItem item) {
        return !Decision.isSkipped(item.wish(), item.stamp().kind()) && item.wish().operation() != Operation.NO_OP
                || events.areWanted();
    }

    private void withHooks(IrodsSession session, SyncItem item, Action action)
            throws UnavailableException, IrodsException, InterruptedException {
        PlannedEvent planned = item.planned().orElseThrow();
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
