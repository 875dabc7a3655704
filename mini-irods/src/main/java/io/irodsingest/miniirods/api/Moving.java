package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import java.sql.SQLException;
import java.util.List;

/** Gives objects another logical path, and their files in vaults the physical one that goes with it. */
final class Moving {
    private Moving() {}

    static void dataObject(SessionState session, List<Replica> replicas, Coll parent, String target)
            throws IrodsException, SQLException {
        DataObjects objects = session.catalog().dataObjects();
        objects.move(session.db(), replicas.getFirst().dataId(), parent, Paths.name(target));
        for (Replica replica : replicas) {
            if (Objects.inVault(session.catalog().resources(), replica)) {
                Resource resource = session.catalog().resources().find(replica.resource()).orElseThrow();
                String moved = Vaults.physical(resource.vault(), target);
                Vaults.move(replica.path(), moved);
                objects.update(session.db(), replica.at(moved));
            }
        }
    }

    static void collection(SessionState session, Coll top, String target) throws IrodsException, SQLException {
        session.catalog().collections().move(session.db(), top, target);
        for (Resource resource : session.catalog().resources().storages()) {
            String from = Vaults.physical(resource.vault(), top.path());
            String to = Vaults.physical(resource.vault(), target);
            Vaults.move(from, to);
            session.db().update("update R_DATA_MAIN set data_path = ? || substr(data_path, ?) where resc_id = ?"
                    + " and left(data_path, ?) = ?", to, from.length() + 1, resource.id(), from.length() + 1,
                    from + "/");
        }
    }
}
