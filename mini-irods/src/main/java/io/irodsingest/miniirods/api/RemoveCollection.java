package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Collections;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes a collection (679): an empty one, or with {@code recursiveOpr} all below it, into the trash or by force.
 * As the real server does, a removal by force tells of every ten objects in a message of its own and has the client
 * confirm it, before it answers with those that are left over.
 */
final class RemoveCollection implements Api {
    private static final int OBJECTS_A_STEP = 10;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        String path = Objects.path(request.message().text("collName"));
        Coll top = session.catalog().collections().find(path);
        if (top == null) {
            throw new IrodsException(Status.CAT_UNKNOWN_COLLECTION);
        }
        return request.conditions().has("recursiveOpr")
                ? recursive(session, request, top)
                : single(session, request.conditions(), top);
    }

    private static Reply single(SessionState session, KeyValues conditions, Coll coll)
            throws IrodsException, SQLException {
        Collections collections = session.catalog().collections();
        if (!collections.empty(session.db(), coll)) {
            throw new IrodsException(Status.CAT_COLLECTION_NOT_EMPTY);
        }
        Objects.need(session, conditions, coll, Access.DELETE);
        collections.remove(session.db(), coll);
        return Reply.message(0, stat(1, 1, coll.path()));
    }

    private static Reply recursive(SessionState session, Request request, Coll top)
            throws IrodsException, SQLException {
        boolean unregister = request.message().number("oprType", 0) == Objects.UNREGISTER;
        KeyValues conditions = request.conditions();
        List<Coll> tree = session.catalog().collections().tree(session.db(), top);
        try {
            check(session, conditions, top, tree);
        } catch (IrodsException e) {
            throw e.withReply(stat(0, 0, ""));
        }
        boolean force = unregister || conditions.has(Objects.FORCE) || conditions.has("irodsRmTrash")
                || conditions.has("irodsAdminRmTrash") || Trash.holds(session, top.path());
        if (!force) {
            Moving.collection(session, top, Trash.placeFor(session, top.path()).path());
            return Reply.message(0, stat(1, 1, top.path()));
        }
        List<String> progress = new ArrayList<>();
        int objects = 0;
        for (Coll coll : tree.reversed()) {
            objects = removeObjects(session, coll, !unregister, objects, progress);
            session.catalog().collections().remove(session.db(), coll);
        }
        return Reply.message(0, stat(objects % OBJECTS_A_STEP, 0, "")).after(progress);
    }

    private static int removeObjects(SessionState session, Coll coll, boolean files, int before,
            List<String> progress) throws SQLException {
        int objects = before;
        long last = 0;
        for (Replica replica : session.catalog().dataObjects().in(session.db(), coll)) {
            if (replica.dataId() != last) {
                last = replica.dataId();
                session.catalog().dataObjects().remove(session.db(), last);
                objects++;
                if (objects % OBJECTS_A_STEP == 0) {
                    progress.add(stat(OBJECTS_A_STEP, 0, coll.path() + "/" + replica.name()));
                }
            }
            if (files) {
                UnlinkDataObject.deleteFile(session, replica);
            }
        }
        return objects;
    }

    /** All or nothing: everything below must be the client's to remove, and nothing in use. */
    private static void check(SessionState session, KeyValues conditions, Coll top, List<Coll> tree)
            throws IrodsException, SQLException {
        String zone = "/" + session.catalog().zone();
        if (top.path().equals(zone) || !Paths.inZone(top.path(), zone.substring(1))
                || List.of(zone + "/home", zone + "/trash", zone + "/trash/home").contains(top.path())) {
            throw new IrodsException(Status.CANT_RM_NON_EMPTY_HOME_COLL);
        }
        boolean passesOver = Objects.passesOver(session, conditions);
        for (Coll coll : tree) {
            Objects.need(session, conditions, coll, Access.DELETE);
            if (!passesOver && othersObjects(session, coll)) {
                throw new IrodsException(Status.CAT_NO_ACCESS_PERMISSION);
            }
            Objects.atRest(session, coll);
        }
    }

    private static boolean othersObjects(SessionState session, Coll coll) throws SQLException {
        return session.db().exists("select 1 from R_DATA_MAIN d where d.coll_id = ? and not exists (select 1 from"
                + " R_OBJT_ACCESS a where a.object_id = d.data_id and a.access_type_id >= ? and (a.user_id = ? or"
                + " a.user_id in (select g.group_user_id from R_USER_GROUP g where g.user_id = ?))) limit 1", coll.id(),
                Access.DELETE, session.client().id(), session.client().id());
    }

    private static String stat(int files, int total, String last) {
        return new PiWriter().open("CollOprStat_PI").field("filesCnt", files).field("totalFileCnt", total)
                .field("bytesWritten", 0).field("lastObjPath", last).close("CollOprStat_PI").toString();
    }
}
