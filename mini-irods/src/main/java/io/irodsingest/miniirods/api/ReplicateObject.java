package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Resources;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a replica on another resource, or brings a stale one there up to date (695). A good one stays as it is. */
final class ReplicateObject implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        boolean all = conditions.has("all");
        if (all && conditions.has("destRescName") || conditions.has("rescName") && conditions.has("replNum")) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        String path = Objects.path(request.message().text("objPath"));
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        long dataId = replicas.getFirst().dataId();
        if (session.catalog().dataObjects().access(session.db(), dataId, session.principals()) < Access.WRITE
                && !Objects.passesOver(session, conditions)) {
            throw new IrodsException(Status.SYS_USER_NO_PERMISSION, Status.SYS_USER_NO_PERMISSION,
                    "User [" + session.client().name() + "#" + session.client().zone()
                            + "] does not have sufficient permission to replicate object [" + path + "].");
        }
        if (session.services().openReplicas().locked(dataId)) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        Replica source = source(session, conditions, replicas);
        if (all) {
            for (Replica replica : replicas) {
                if (replica.status() == Replica.STALE) {
                    refresh(session, source, replica);
                }
            }
        } else {
            to(session, conditions, source, replicas, path);
        }
        return Reply.message(0, new PiWriter().open("TransferStat_PI").field("numThreads", 0).field("flags", 0)
                .field("bytesWritten", source.size()).close("TransferStat_PI").toString());
    }

    private static Replica source(SessionState session, KeyValues conditions, List<Replica> replicas)
            throws IrodsException {
        String number = conditions.firstOf("replNum");
        String name = conditions.firstOf("rescName");
        if (name != null) {
            root(session, name);
        }
        return replicas.stream().filter(replica -> number == null || number.equals(Integer.toString(replica.number())))
                .filter(replica -> name == null || isBelow(replica, name))
                .min(java.util.Comparator.comparing(replica -> replica.status() == Replica.GOOD ? 0 : 1))
                .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_INACCESSIBLE,
                        Status.SYS_REPLICA_INACCESSIBLE, "hierarchy descending from specified source resource name ["
                                + name + "] does not have a replica or the replica is inaccessible at this time"));
    }

    private static void to(SessionState session, KeyValues conditions, Replica source, List<Replica> replicas,
            String path) throws IrodsException, SQLException {
        String named = conditions.firstOf("destRescName", "defRescName");
        KeyValues target = new KeyValues(Map.of("destRescName", named == null ? "demoResc" : named));
        Resource leaf = Objects.leafForData(session, target);
        String name = target.get("destRescName");
        Optional<Replica> there = replicas.stream().filter(replica -> isBelow(replica, name)).findFirst();
        if (there.isEmpty()) {
            add(session, source, replicas, leaf, path);
        } else if (source.status() != Replica.GOOD) {
            throw new IrodsException(Status.SYS_NOT_ALLOWED, Status.SYS_NOT_ALLOWED, "Selected source replica in"
                    + " hierarchy [" + source.hierarchy() + "] is not good and will overwrite an existing replica."
                    + " Replication is not allowed.");
        } else if (there.get().status() == Replica.STALE) {
            refresh(session, source, there.get());
        }
    }

    private static void add(SessionState session, Replica source, List<Replica> replicas, Resource leaf, String path)
            throws IrodsException, SQLException {
        Resources resources = session.catalog().resources();
        String file = Vaults.physical(leaf.vault(), path);
        session.services().vaults().copy(source.path(), file);
        DataObjects objects = session.catalog().dataObjects();
        objects.insertReplica(session.db(), source.on(resources.place(leaf, file), replicas.getLast().number() + 1)
                .withContent(source.size(), source.checksum(), Times.now()));
        Replica made = objects.find(session.db(), source.dataId()).getLast();
        Replication.after(session, made, path);
    }

    private static void refresh(SessionState session, Replica source, Replica stale)
            throws IrodsException, SQLException {
        session.services().vaults().copy(source.path(), stale.path());
        session.catalog().dataObjects().update(session.db(),
                stale.withStatus(Replica.GOOD).withContent(source.size(), source.checksum(), Times.now()));
    }

    /** A resource that requests may name, which is one without a parent. */
    static void root(SessionState session, String name) throws IrodsException {
        Resource resource = Objects.resource(session, new KeyValues(Map.of("rescName", name)));
        if (resource.parent() != 0) {
            throw new IrodsException(Status.DIRECT_CHILD_ACCESS);
        }
    }

    static boolean isBelow(Replica replica, String root) {
        return (replica.hierarchy() + ";").startsWith(root + ";");
    }
}
