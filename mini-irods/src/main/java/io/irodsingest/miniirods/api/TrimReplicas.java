package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes replicas down to a number of them (632): stale ones first, and never the last good one. */
final class TrimReplicas implements Api {
    private static final int USUAL_COPIES = 2;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        if (conditions.has("rescName") && conditions.has("replNum")) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        String path = Objects.path(request.message().text("objPath"));
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        if (conditions.firstOf("rescName") != null) {
            ReplicateObject.root(session, conditions.get("rescName"));
        }
        List<Replica> trimmed = trimmed(session, conditions, replicas);
        if (trimmed.isEmpty() || conditions.has("dryrun")) {
            return Reply.status(trimmed.isEmpty() ? 0 : 1);
        }
        Objects.need(session, conditions, replicas.getFirst().dataId(), Access.DELETE);
        for (Replica replica : trimmed) {
            session.catalog().dataObjects().removeReplica(session.db(), replica);
            UnlinkDataObject.deleteFile(session, replica);
        }
        return Reply.status(1);
    }

    private static List<Replica> trimmed(SessionState session, KeyValues conditions, List<Replica> replicas)
            throws IrodsException {
        int copies = copies(conditions);
        if (replicas.size() <= copies) {
            return List.of();
        }
        if (session.services().openReplicas().locked(replicas.getFirst().dataId())) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        long good = replicas.stream().filter(replica -> replica.status() == Replica.GOOD).count();
        String number = conditions.firstOf("replNum");
        if (number != null) {
            return List.of(numbered(replicas, number, good));
        }
        String root = conditions.firstOf("rescName");
        List<Replica> trimmed = new ArrayList<>();
        for (int status : List.of(Replica.STALE, Replica.GOOD)) {
            for (Replica replica : replicas) {
                boolean last = status == Replica.GOOD && good <= 1;
                if (replicas.size() - trimmed.size() > copies && !last && replica.status() == status
                        && (root == null || ReplicateObject.isBelow(replica, root))) {
                    trimmed.add(replica);
                    good -= status;
                }
            }
        }
        return trimmed;
    }

    private static Replica numbered(List<Replica> replicas, String number, long good) throws IrodsException {
        Replica replica = replicas.stream().filter(r -> number.equals(Integer.toString(r.number()))).findFirst()
                .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        if (good <= 1 && replica.status() == Replica.GOOD) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        return replica;
    }

    private static int copies(KeyValues conditions) throws IrodsException {
        String copies = conditions.get("copies");
        if (copies == null) {
            return USUAL_COPIES;
        }
        try {
            int number = Integer.parseInt(copies);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM, none);
        }
        throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM);
    }
}
