package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.irods.Replica;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings items into iRODS: asks what exists, decides, and sends the same kind of request for all of them together. When the
 * connection is lost it is run again, for the items that have no result yet. An item is not done before its metadata is.
 */
final class Ingest {
    private final JobSpec spec;
    private final List<Item> items;
    private final Map<Item, Count> waitForMetadata = new HashMap<>();
    private final Set<String> mended = new HashSet<>();

    Ingest(JobSpec spec, List<Item> items) {
        this.spec = spec;
        this.items = items;
    }

    void run(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        List<Item> open = open();
        while (!open.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            if (waitForMetadata.isEmpty()) {
                act(session, open);
            }
            attachMetadata(session);
            open = open();
        }
    }

    private List<Item> open() {
        return items.stream().filter(item -> !item.isDone()).toList();
    }

    private void act(IrodsSession session, List<Item> open)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<Item, List<Replica>> existing = existing(session, open);
        List<Item> registrations = new ArrayList<>();
        Map<Item, Integer> updates = new HashMap<>();
        Map<Item, Action.Upload> uploads = new HashMap<>();
        for (Item item : open) {
            List<Replica> replicas = existing.getOrDefault(item, List.of());
            switch (Decision.decide(item.entry(), replicas, spec.operation(), spec.resource())) {
                case Action.Register register -> registrations.add(item);
                case Action.UpdateReplica update -> updates.put(item, update.number());
                case Action.Upload upload -> uploads.put(item, upload);
                case Action.LeaveAlone alone -> waitForMetadata.put(item, item.wasSent() ? made() : Count.EXISTING);
                case Action.Skip skip -> item.done(Count.SKIPPED);
                case Action.Refuse refuse -> item.fail(refuse.error());
            }
        }
        register(session, registrations);
        update(session, updates);
        new Uploads(spec, session).run(uploads, this::replied);
    }

    /** What an item counts as that this operation brought in. */
    private Count made() {
        return spec.operation().registers() ? Count.REGISTERED : Count.UPLOADED;
    }

    private static Map<Item, List<Replica>> existing(IrodsSession session, List<Item> open)
            throws UnavailableException, IrodsException {
        Map<String, List<Item>> byCollection = new HashMap<>();
        open.stream().filter(Item::isUnknown)
                .forEach(item -> byCollection.computeIfAbsent(item.collection(), path -> new ArrayList<>()).add(item));
        Map<Item, List<Replica>> existing = new HashMap<>();
        for (Map.Entry<String, List<Item>> collection : byCollection.entrySet()) {
            List<String> names = collection.getValue().stream().map(Item::logicalName).toList();
            Map<String, List<Replica>> found = session.replicas(collection.getKey(), names);
            collection.getValue()
                    .forEach(item -> existing.put(item, found.getOrDefault(item.logicalName(), List.of())));
        }
        return existing;
    }

    private void register(IrodsSession session, List<Item> registrations) throws UnavailableException, IrodsException {
        if (registrations.isEmpty()) {
            return;
        }
        registrations.forEach(Item::sending);
        List<Reply> replies = session.register(registrations.stream().map(item -> new Registration(item.logicalPath(),
                spec.resource(), item.physicalPath(), item.stamp().size(), item.modified())).toList());
        for (int i = 0; i < replies.size(); i++) {
            replied(session, registrations.get(i), replies.get(i), Count.REGISTERED);
        }
    }

    private void update(IrodsSession session, Map<Item, Integer> updates) throws UnavailableException, IrodsException {
        if (updates.isEmpty()) {
            return;
        }
        List<Item> order = List.copyOf(updates.keySet());
        List<Reply> replies = session.updateReplicas(order.stream().map(
                item -> new ReplicaUpdate(item.logicalPath(), updates.get(item), item.stamp().size(), item.modified()))
                .toList());
        for (int i = 0; i < replies.size(); i++) {
            replied(session, order.get(i), replies.get(i), Count.UPDATED);
        }
    }

    /** Notes an answer. Something that is there against what was thought, or is not, is looked at again. */
    private void replied(IrodsSession session, Item item, Reply reply, Count success)
            throws UnavailableException, IrodsException {
        if (reply.isOk()) {
            waitForMetadata.put(item, success);
            return;
        }
        switch (IrodsError.of(reply.status())) {
            case EXISTS_ALREADY, OVERWRITE_WITHOUT_FORCE, REPLICA_EXISTS_ON_RESOURCE -> {
                if (item.askAgain()) {
                    item.fail(reply.describe());
                }
            }
            case COLLECTION_UNKNOWN -> {
                if (mended.add(item.collection())) {
                    session.createCollectionWithParents(item.collection());
                }
                if (item.askAgain()) {
                    item.fail(reply.describe());
                }
            }
            default -> item.fail(reply.describe());
        }
    }

    private void attachMetadata(IrodsSession session) throws UnavailableException {
        List<Metadata> additions = new ArrayList<>();
        List<Item> owners = new ArrayList<>();
        for (Item item : List.copyOf(waitForMetadata.keySet())) {
            try {
                for (Metadata metadata : item.metadata()) {
                    additions.add(metadata);
                    owners.add(item);
                }
            } catch (IOException unreadable) {
                waitForMetadata.remove(item);
                item.fail(Errors.describe(unreadable));
            }
        }
        List<Reply> replies = additions.isEmpty() ? List.of() : session.addMetadata(additions);
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            if (!reply.isOk() && IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
                owners.get(i).fail("its metadata cannot be attached: " + reply.describe());
                waitForMetadata.remove(owners.get(i));
            }
        }
        waitForMetadata.forEach(Item::done);
        waitForMetadata.clear();
    }
}
