package io.irodsingest.miniirods.api.query;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** What is at a logical path (633); the status is its kind: 1 a data object, 2 a collection. */
public final class ObjectStat implements Api {
    private static final int DATA_OBJECT = 1;
    private static final int COLLECTION = 2;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        String path = Objects.path(request.message().text("objPath"));
        Coll collection = session.catalog().collections().find(path);
        if (collection != null) {
            return collection(session, collection);
        }
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), path);
        if (replicas.isEmpty() || !session.client().admin() && session.catalog().dataObjects().access(session.db(),
                replicas.getFirst().dataId(), session.principals()) < Access.READ) {
            throw new IrodsException(Status.USER_FILE_DOES_NOT_EXIST);
        }
        return dataObject(Objects.best(replicas));
    }

    private static Reply collection(SessionState session, Coll collection) throws IrodsException, SQLException {
        if (!session.client().admin() && collection.acl().highest(session.principals()) < Access.READ) {
            throw new IrodsException(Status.USER_FILE_DOES_NOT_EXIST);
        }
        String[] times = session.catalog().collections().times(session.db(), collection)
                .orElseThrow(() -> new IrodsException(Status.USER_FILE_DOES_NOT_EXIST));
        return Reply.message(COLLECTION, stat(COLLECTION, 0, 0, collection.id(), "", collection.ownerName(),
                collection.ownerZone(), times[0], times[1]));
    }

    private static Reply dataObject(Replica replica) {
        int mode = replica.object().mode().chars().allMatch(Character::isDigit) && !replica.object().mode().isEmpty()
                ? Integer.parseInt(replica.object().mode())
                : 0;
        return Reply.message(DATA_OBJECT, stat(DATA_OBJECT, replica.size(), mode, replica.dataId(),
                replica.checksum(), replica.object().ownerName(), replica.object().ownerZone(), replica.created(),
                replica.modified()));
    }

    private static String stat(int type, long size, int mode, long id, String checksum, String owner, String zone,
            String created, String modified) {
        return new PiWriter().open("RodsObjStat_PI")
                .field("objSize", size)
                .field("objType", type)
                .field("dataMode", mode)
                .field("dataId", id)
                .field("chksum", checksum)
                .field("ownerName", owner)
                .field("ownerZone", zone)
                .field("createTime", created)
                .field("modifyTime", modified)
                .close("RodsObjStat_PI").toString();
    }
}
