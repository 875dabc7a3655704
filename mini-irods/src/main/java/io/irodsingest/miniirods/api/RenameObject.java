package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** Gives a data object or a collection another path (627); files in vaults move along. */
final class RenameObject implements Api {
    /** {@code oprType}s of the source; with another one the server looks what is there. */
    private static final int DATA_OBJECT = 11;
    private static final int COLLECTION = 12;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        List<PiNode> ends = request.message().children();
        if (ends.size() < 2) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM);
        }
        PiNode from = ends.get(0);
        String source = Objects.path(from.text("objPath"));
        String target = Objects.path(ends.get(1).text("objPath"));
        if (source.equals(target)) {
            throw new IrodsException(Status.SAME_SRC_DEST_PATHS_ERR);
        }
        if (!Paths.inZone(target, session.catalog().zone())) {
            throw new IrodsException(Status.SYS_CROSS_ZONE_MV_NOT_SUPPORTED);
        }
        int type = from.number("oprType", 0);
        Coll collection = session.catalog().collections().find(source);
        if (type == COLLECTION || type != DATA_OBJECT && collection != null) {
            collection(session, collection, target);
        } else {
            dataObject(session, KeyValues.of(from), source, target);
        }
        return Reply.status(0);
    }

    private static void dataObject(SessionState session, KeyValues conditions, String source, String target)
            throws IrodsException, SQLException {
        List<Replica> replicas = Objects.existing(session, source, Status.CAT_NO_ROWS_FOUND);
        long dataId = replicas.getFirst().dataId();
        Objects.need(session, conditions, dataId, Access.OWN);
        if (session.services().openReplicas().locked(dataId)) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        Coll parent = parent(session, source, target);
        free(session, target);
        Moving.dataObject(session, replicas, parent, target);
    }

    private static void collection(SessionState session, Coll source, String target)
            throws IrodsException, SQLException {
        if (source == null) {
            throw new IrodsException(Status.CAT_NO_ROWS_FOUND);
        }
        Objects.need(session, KeyValues.NONE, source, Access.OWN);
        parent(session, source.path(), target);
        free(session, target);
        if (target.startsWith(source.path() + "/")) {
            throw new IrodsException(Status.CAT_RECURSIVE_MOVE);
        }
        for (Coll coll : session.catalog().collections().tree(session.db(), source)) {
            Objects.atRest(session, coll);
        }
        Moving.collection(session, source, target);
    }

    /** The target's collection; leaving the source's one takes the permission to change it. */
    private static Coll parent(SessionState session, String source, String target) throws IrodsException {
        Coll parent = session.catalog().collections().find(Paths.parent(target));
        if (parent == null) {
            throw new IrodsException(Status.CAT_UNKNOWN_COLLECTION);
        }
        if (!Paths.parent(source).equals(parent.path())) {
            Objects.need(session, KeyValues.NONE, parent, Access.WRITE);
        }
        return parent;
    }

    private static void free(SessionState session, String target) throws IrodsException, SQLException {
        if (!session.catalog().dataObjects().find(session.db(), target).isEmpty()) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_DATAOBJ);
        }
        if (session.catalog().collections().find(target) != null) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_COLLECTION);
        }
    }
}
