package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Acl;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Collections;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Creates a collection (681), with {@code recursiveOpr} also those above it. */
final class CreateCollection implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        String path = Objects.path(request.message().text("collName"));
        if (!Paths.inZone(path, session.catalog().zone())) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM, Status.SYS_INVALID_INPUT_PARAM,
                    "SYS_INVALID_INPUT_PARAM]  errno [] -- message [a valid zone name does not appear at the root of"
                            + " the object path [" + path + "]]\n");
        }
        boolean recursive = request.conditions().has("recursiveOpr");
        Collections collections = session.catalog().collections();
        if (collections.find(path) != null) {
            if (recursive) {
                return Reply.status(0);
            }
            throw new IrodsException(Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME);
        }
        Deque<String> missing = new ArrayDeque<>();
        missing.push(path);
        while (recursive && collections.find(Paths.parent(missing.peek())) == null) {
            missing.push(Paths.parent(missing.peek()));
        }
        Coll parent = Objects.parentForWriting(session, request, missing.peek());
        for (String next : missing) {
            parent = create(session, parent, next);
        }
        return Reply.status(0);
    }

    /** Makes a collection below one that exists or is being made in this request. */
    static Coll create(SessionState session, Coll parent, String path) throws IrodsException, SQLException {
        if (!session.catalog().dataObjects().find(session.db(), parent, Paths.name(path)).isEmpty()) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_DATAOBJ);
        }
        User owner = session.client();
        Acl acl = (parent.inherit() ? parent.acl() : Acl.EMPTY).with(owner.id(), Access.OWN);
        return session.catalog().collections().insert(session.db(), path, owner, parent.inherit(), acl);
    }
}
