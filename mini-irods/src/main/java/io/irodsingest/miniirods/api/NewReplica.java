package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObject;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.vault.Vaults;
import java.sql.SQLException;

/** The first replica of an object whose data comes from the client. */
final class NewReplica {
    private NewReplica() {}

    static Replica in(SessionState session, Request request, Coll parent, String path, Resource leaf, int status)
            throws SQLException {
        String now = Times.now();
        User owner = session.client();
        String type = request.conditions().firstOf("dataType");
        DataObject object = new DataObject(session.catalog().newId(), parent.id(), Paths.name(path),
                type == null ? "generic" : type, owner.name(), owner.zone(),
                Integer.toString(request.message().number("createMode", 0)));
        return new Replica(object, 0, session.catalog().resources().place(leaf, Vaults.physical(leaf.vault(), path)),
                status, 0, "", "", now, now);
    }
}
