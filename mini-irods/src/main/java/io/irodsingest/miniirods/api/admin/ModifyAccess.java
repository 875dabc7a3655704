package io.irodsingest.miniirods.api.admin;

import io.irodsingest.miniirods.request.Entities;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Acl;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Gives and takes permissions, and switches inheritance of collections (707). */
public final class ModifyAccess implements Api {
    private static final String ADMIN_PREFIX = "admin:";

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode message = request.message();
        String level = message.text("accessLevel");
        boolean admin = level.startsWith(ADMIN_PREFIX);
        KeyValues conditions = new KeyValues(admin ? Map.of(Objects.ADMIN, "") : Map.of());
        String wanted = admin ? level.substring(ADMIN_PREFIX.length()) : level;
        if (admin && !session.client().admin()) {
            throw new IrodsException(Status.CAT_NO_ACCESS_PERMISSION, 0,
                    "You must be the admin to use the -M admin mode");
        }
        boolean inheritance = wanted.equals("inherit") || wanted.equals("noinherit");
        if (!inheritance) {
            level(wanted);
        }
        String path = Objects.path(message.text("path"));
        Coll collection = session.catalog().collections().find(path);
        if (collection == null) {
            dataObject(session, conditions, path, wanted, message);
        } else if (inheritance) {
            for (Coll coll : scope(session, conditions, collection, message)) {
                session.catalog().collections().change(session.db(), new Coll(coll.id(), coll.path(),
                        coll.ownerName(), coll.ownerZone(), wanted.equals("inherit"), coll.acl()));
            }
        } else {
            collections(session, scope(session, conditions, collection, message), wanted, message);
        }
        return Reply.status(0);
    }

    private static List<Coll> scope(SessionState session, KeyValues conditions, Coll top, PiNode message)
            throws IrodsException, SQLException {
        boolean recursive = message.number("recursiveFlag", 0) != 0;
        List<Coll> scope = recursive ? session.catalog().collections().tree(session.db(), top) : List.of(top);
        for (Coll coll : scope) {
            Objects.need(session, conditions, coll, Access.OWN);
        }
        return scope;
    }

    private static void collections(SessionState session, List<Coll> scope, String wanted, PiNode message)
            throws IrodsException, SQLException {
        User user = user(session, message);
        int level = level(wanted);
        DataObjects objects = session.catalog().dataObjects();
        for (Coll coll : scope) {
            session.catalog().collections().change(session.db(), new Coll(coll.id(), coll.path(), coll.ownerName(),
                    coll.ownerZone(), coll.inherit(), coll.acl().with(user.id(), level)));
            if (message.number("recursiveFlag", 0) != 0) {
                for (Replica replica : objects.in(session.db(), coll)) {
                    change(session, replica.dataId(), user, level);
                }
            }
        }
    }

    private static void dataObject(SessionState session, KeyValues conditions, String path, String wanted,
            PiNode message) throws IrodsException, SQLException {
        if (wanted.equals("inherit") || wanted.equals("noinherit")) {
            throw new IrodsException(Status.CAT_NO_ACCESS_PERMISSION, 0,
                    "either the collection does not exist or you do not have sufficient access");
        }
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), path);
        if (replicas.isEmpty()) {
            throw new IrodsException(Status.CAT_INVALID_ARGUMENT, 0,
                    "Input path is not a collection and not a dataObj: " + path);
        }
        long dataId = replicas.getFirst().dataId();
        Objects.need(session, conditions, dataId, Access.OWN);
        if (message.number("recursiveFlag", 0) != 0) {
            throw new IrodsException(Status.CAT_INVALID_ARGUMENT, 0,
                    "Input path is not a collection and recursion was requested: " + path);
        }
        change(session, dataId, user(session, message), level(wanted));
    }

    private static void change(SessionState session, long dataId, User user, int level) throws SQLException {
        DataObjects objects = session.catalog().dataObjects();
        Acl acl = objects.acl(session.db(), dataId);
        objects.change(session.db(), dataId, acl.with(user.id(), level));
    }

    private static int level(String name) throws IrodsException {
        int level = Access.named(name);
        if (level < 0) {
            throw new IrodsException(Status.CAT_INVALID_ARGUMENT, 0, "access level '" + name + "' is invalid");
        }
        return level;
    }

    private static User user(SessionState session, PiNode message) throws IrodsException {
        String zone = message.text("zone");
        return Entities.user(session, message.text("userName") + (zone.isEmpty() ? "" : "#" + zone));
    }
}
