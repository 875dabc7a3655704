package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Resources;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a replication resource does after a replica below it was written: the same content on its other children. */
final class Replication {
    private Replication() {}

    static void after(SessionState session, Replica written, String logicalPath)
            throws IrodsException, SQLException {
        Resources resources = session.catalog().resources();
        Optional<Resource> leaf = resources.find(written.resource());
        if (leaf.isEmpty() || leaf.get().parent() == 0) {
            return;
        }
        DataObjects objects = session.catalog().dataObjects();
        for (Resource twin : resources.twins(leaf.get())) {
            List<Replica> replicas = objects.find(session.db(), written.dataId());
            Optional<Replica> there = replicas.stream().filter(r -> r.resource() == twin.id()).findFirst();
            String path = there.map(Replica::path).orElse(Vaults.physical(twin.vault(), logicalPath));
            session.services().vaults().copy(written.path(), path);
            if (there.isPresent()) {
                objects.update(session.db(), there.get().withStatus(Replica.GOOD).withContent(written.size(),
                        written.checksum(), written.modified()));
            } else {
                objects.insertReplica(session.db(), written.withStatus(Replica.GOOD).on(
                        resources.place(twin, path), replicas.getLast().number() + 1));
            }
        }
    }
}
