package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.Decision;
import io.irodsingest.common.sync.Entry;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what was decided, and understands the server's answers. An item is not done before its metadata is, and its post hook. */
final class ActionExecutor {
    private final IngestSpec spec;
    private final Source source;
    private final ObjectHooks events;
    private final ConnectionLosses<SyncItem> losses;
    private final ClosedUploads closed;
    private final boolean mayRunElsewhere;
    /** Items that are in the target, and what they count as. */
    private final Map<SyncItem, Count> reached = new LinkedHashMap<>();
    private final Set<SyncItem> withoutMetadata = new HashSet<>();
    private final Set<String> mended = new HashSet<>();

    /** @param mayRunElsewhere whether another worker may be at the same task */
    ActionExecutor(IngestSpec spec, Source source, ObjectHooks events, ConnectionLosses<SyncItem> losses,
            ClosedUploads closed,
            boolean mayRunElsewhere) {
        this.mayRunElsewhere = mayRunElsewhere;
        this.losses = losses;
        this.closed = closed;
        this.spec = spec;
        this.source = source;
        this.events = events;
    }

    void run(IrodsSession session, Map<SyncItem, Action> actions)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<SyncItem, Registration> registrations = new LinkedHashMap<>();
        Map<SyncItem, ReplicaUpdate> updates = new LinkedHashMap<>();
        Map<SyncItem, Action> uploads = new LinkedHashMap<>();
        actions.forEach((item, action) -> {
            switch (action) {
                case Action.Register register -> registrations.put(item, registration(item, false));
                case Action.RegisterReplica register -> registrations.put(item, registration(item, true));
                case Action.UpdateReplica update -> updates.put(item, new ReplicaUpdate(item.logicalPath(),
                        update.number(), item.entry().size(), item.entry().modified()));
                case Action.Upload upload -> uploads.put(item, upload);
                case Action.Append append -> uploads.put(item, append);
                case Action.LeaveAlone alone -> leaveAlone(item);
                case Action.MetadataOnly metadata -> nothingToSend(item, IngestCount.EXISTING);
                case Action.EventOnly only -> nothingToSend(item, IngestCount.SKIPPED);
                case Action.Skip skip -> item.done(IngestCount.SKIPPED);
                case Action.Refuse refuse -> item.fail(refuse.error());
            }
        });
        for (List<SyncItem> together : losses.groups(registrations.keySet())) {
            register(session, together, together.stream().map(registrations::get).toList());
        }
        for (List<SyncItem> together : losses.groups(updates.keySet())) {
            update(session, together, together.stream().map(updates::get).toList());
        }
        for (Map.Entry<SyncItem, Action> upload : uploads.entrySet()) {
            losses.during(List.of(upload.getKey()), () -> {
                uploads(session).run(upload.getKey(), upload.getValue(),
                        (item, reply, count) -> replied(session, item, reply, count));
                return null;
            });
            settle(upload.getKey());
        }
    }

    /** What an upload alone brings to its end is at its end at once: should the next one take too long, this one is done. */
    private void settle(SyncItem item) {
        boolean isAll = item.planned().isEmpty() && item.stamp().kind() != EntryKind.LINK && item.metadata().isEmpty();
        if (isAll && reached.containsKey(item)) {
            item.done(reached.remove(item));
        }
    }

    private Uploads uploads(IrodsSession session) {
        return new Uploads(source, spec.sync().checksum(), session, closed);
    }

    /** Verifies what an upload has closed. Returns whether it can be decided now what is to be done with the item. */
    boolean verify(IrodsSession session, SyncItem item, Existing existing)
            throws UnavailableException, IrodsException, InterruptedException {
        Optional<Replica> good = existing instanceof Existing.DataObject(List<Replica> replicas)
                ? replicas.stream().filter(replica -> replica.status() == Replica.Status.GOOD)
                        .filter(replica -> item.wish().resource().map(replica::isBelow).orElse(true))
                        .max(Comparator.comparingLong(Replica::modified))
                : Optional.empty();
        if (good.isEmpty()) {
            item.nothingIsClosed();
            return true;
        }
        losses.during(List.of(item), () -> {
            uploads(session).verify(item, item.closed().orElseThrow(), good.get().number(),
                    (one, reply, count) -> {
                        if (!reply.isOk()) {
                            replied(session, one, reply, count);
                        }
                    });
            return null;
        });
        return item.isVerified();
    }

    private static Registration registration(SyncItem item, boolean furtherReplica) {
        Entry entry = item.entry();
        return new Registration(item.logicalPath(), item.wish().resource(), entry.physicalPath(), entry.size(),
                entry.modified(), furtherReplica);
    }

    /** A lost connection or a lost worker may have left it without its metadata. What PUT finds, it leaves as it is. */
    private void leaveAlone(SyncItem item) {
        if (item.wish().operation() == Operation.PUT && item.change() != Change.NEW) {
            withoutMetadata.add(item);
        }
        reached.put(item,
                item.dealings().sent().orElse(item.planned().map(PlannedEvent::count).orElse(IngestCount.EXISTING)));
    }

    private void nothingToSend(SyncItem item, Count count) {
        withoutMetadata.add(item);
        reached.put(item, count);
    }

    private void register(IrodsSession session, List<SyncItem> order, List<Registration> registrations)
            throws UnavailableException, IrodsException, InterruptedException {
        for (int i = 0; i < order.size(); i++) {
            order.get(i).dealings().sending(counted(registrations.get(i)));
        }
        List<Reply> replies = losses.during(order, () -> session.register(registrations));
        for (int i = 0; i < replies.size(); i++) {
            Count count = counted(registrations.get(i));
            if (count.equals(IngestCount.REPLICAS_REGISTERED) && replies.get(i).isOk()) {
                // the server gives a further replica the present for its time: it has to be brought in step
                order.get(i).dealings().askAgain();
            } else {
                replied(session, order.get(i), replies.get(i), count);
            }
        }
    }

    private static Count counted(Registration registration) {
        return registration.furtherReplica() ? IngestCount.REPLICAS_REGISTERED : IngestCount.REGISTERED;
    }

    private void update(IrodsSession session, List<SyncItem> order, List<ReplicaUpdate> updates)
            throws UnavailableException, IrodsException, InterruptedException {
        order.forEach(item -> item.dealings().sending(item.dealings().sent().orElse(IngestCount.UPDATED)));
        List<Reply> replies = losses.during(order, () -> session.updateReplicas(updates));
        for (int i = 0; i < replies.size(); i++) {
            replied(session, order.get(i), replies.get(i), order.get(i).dealings().sent().orElse(IngestCount.UPDATED));
        }
    }

    /** Notes an answer. Something that is there against what was thought, or is not, is looked at again. */
    private void replied(IrodsSession session, SyncItem item, Reply reply, Count success)
            throws UnavailableException, IrodsException, InterruptedException {
        if (reply.isOk()) {
            reached.put(item, success);
            return;
        }
        boolean over = switch (IrodsError.of(reply.status())) {
            // what was asked for twice may be there from the first time
            case EXISTS_ALREADY, OVERWRITE_WITHOUT_FORCE, REPLICA_EXISTS_ON_RESOURCE -> item.dealings().wasTakenForNew()
                    && item.dealings().requests() == 1 || item.dealings().askAgain();
            case COLLECTION_UNKNOWN -> {
                if (mended.add(item.collection())) {
                    losses.during(List.of(item), () -> {
                        session.createCollectionWithParents(item.collection());
                        return null;
                    });
                }
                yield item.dealings().askAgain();
            }
            case LOCKED, REPLICA_LOCKED, HIERARCHY -> !item.wish().operation().uploads() || item.lockedAgain();
            default -> true;
        };
        if (over && item.isLocked() && mayRunElsewhere) {
            item.leaveToOther();
        } else if (over && IrodsError.of(reply.status()) == IrodsError.NAME_IS_COLLECTION) {
            item.failForCollection(Decision.COLLECTION_IN_PLACE);
        } else if (over) {
            item.fail(reply.describe());
        }
    }

    /** Brings to their end the items that are in the target. It may be called again after a connection was lost. */
    void finish(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        reached.keySet().removeIf(SyncItem::isDone);
        attachMetadata(session);
        for (Map.Entry<SyncItem, Count> one : Map.copyOf(reached).entrySet()) {
            if (one.getKey().planned().isPresent()) {
                losses.during(List.of(one.getKey()), () -> {
                    events.post(session, one.getKey());
                    return null;
                });
            } else {
                one.getKey().done(one.getValue());
            }
            reached.remove(one.getKey());
        }
    }

    private void attachMetadata(IrodsSession session)
            throws UnavailableException, IrodsException, InterruptedException {
        for (List<SyncItem> together : losses.groups(List.copyOf(reached.keySet()))) {
            attachMetadata(session, together);
        }
    }

    private void attachMetadata(IrodsSession session, List<SyncItem> items)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<Metadata, SyncItem> fixed = new LinkedHashMap<>();
        Map<Metadata, SyncItem> targets = new LinkedHashMap<>();
        for (SyncItem item : items) {
            if (withoutMetadata.contains(item)) {
                continue;
            }
            try {
                item.metadata().forEach(avu -> fixed.put(avu, item));
                item.linkTarget().ifPresent(avu -> targets.put(avu, item));
            } catch (IOException unreadable) {
                failed(item, "its link cannot be read: " + source.describe(unreadable));
            }
        }
        if (!fixed.isEmpty()) {
            attached(fixed, losses.during(List.copyOf(fixed.values()),
                    () -> session.addMetadata(List.copyOf(fixed.keySet()))));
        }
        if (!targets.isEmpty()) {
            attached(targets, losses.during(List.copyOf(targets.values()),
                    () -> session.setMetadata(List.copyOf(targets.keySet()))));
        }
    }

    private void attached(Map<Metadata, SyncItem> owners, List<Reply> replies) {
        List<SyncItem> order = new ArrayList<>(owners.values());
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            if (!reply.isOk() && IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
                failed(order.get(i), "its metadata cannot be attached: " + reply.describe());
            }
        }
    }

    private void failed(SyncItem item, String error) {
        item.fail(error);
        reached.remove(item);
    }
}
