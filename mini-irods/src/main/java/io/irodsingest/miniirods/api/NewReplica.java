package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Coll;
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
        return new Replica(session.catalog().newId(), parent.id(), Paths.name(path), 0,
                type == null ? "generic" : type, 0, Vaults.physical(leaf.vault(), path), owner.name(), owner.zone(),
                status, "", Integer.toString(request.message().number("createMode", 0)), "", now, now,
                session.catalog().resources().hierarchy(leaf), leaf.id());
    }
}
