package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a data object or one replica of it: into the trash, for good, or from the catalog only (615, 620). */
final class UnlinkDataObject {
    private static final Logger LOG = LoggerFactory.getLogger(UnlinkDataObject.class);

    Reply unlink(SessionState session, Request request) throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        String path = Objects.path(request.message().text("objPath"));
        List<Replica> replicas = removable(session, conditions, path);
        if (request.message().number("oprType", 0) == Objects.UNREGISTER || conditions.has("unreg")) {
            remove(session, replicas, conditions.firstOf("replNum"), false);
        } else if (conditions.has(Objects.FORCE) || conditions.has("irodsRmTrash")
                || conditions.has("irodsAdminRmTrash") || conditions.has("replNum")
                || Trash.holds(session, path)) {
            remove(session, replicas, conditions.firstOf("replNum"), true);
        } else {
            toTrash(session, replicas, path);
        }
        return Reply.status(0);
    }

    /** 620, where the replica stands in a {@code DataObjInfo_PI}. */
    Reply unregister(SessionState session, Request request) throws IrodsException, SQLException {
        String path = Objects.path(request.message().child("DataObjInfo_PI").text("objPath"));
        String number = request.message().child("DataObjInfo_PI").text("replNum");
        remove(session, removable(session, request.conditions(), path), number, false);
        return Reply.status(0);
    }

    private static List<Replica> removable(SessionState session, KeyValues conditions, String path)
            throws IrodsException, SQLException {
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        long dataId = replicas.getFirst().dataId();
        Objects.need(session, conditions, dataId, Access.DELETE);
        if (session.services().openReplicas().locked(dataId)) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        return replicas;
    }

    private static void remove(SessionState session, List<Replica> replicas, String number, boolean files)
            throws IrodsException, SQLException {
        DataObjects objects = session.catalog().dataObjects();
        List<Replica> chosen = number == null || number.isEmpty()
                ? replicas
                : replicas.stream().filter(replica -> number.equals(Integer.toString(replica.number()))).toList();
        if (chosen.isEmpty()) {
            throw new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST);
        }
        if (chosen.size() == replicas.size()) {
            objects.remove(session.db(), replicas.getFirst().dataId());
        } else {
            for (Replica replica : chosen) {
                objects.removeReplica(session.db(), replica);
            }
        }
        if (files) {
            chosen.forEach(replica -> deleteFile(session, replica));
        }
    }

    /** Deletes the file of a replica when that is committed; a file that was registered in place stays. */
    static void deleteFile(SessionState session, Replica replica) {
        if (Objects.inVault(session.catalog().resources(), replica)) {
            session.db().afterCommit(() -> {
                try {
                    session.services().vaults().delete(replica.path());
                } catch (IrodsException e) {
                    LOG.warn("file of a removed replica stays in its vault: {}", e.getMessage());
                }
            });
        }
    }

    private static void toTrash(SessionState session, List<Replica> replicas, String path)
            throws IrodsException, SQLException {
        Trash.Place place = Trash.placeFor(session, path);
        Moving.dataObject(session, replicas, place.parent(), place.path());
    }
}
