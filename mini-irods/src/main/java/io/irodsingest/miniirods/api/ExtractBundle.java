package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.vault.Bundle;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Unpacks a tar archive that is a data object, and registers its files in a collection (665), as rsStructFileExtAndReg.cpp does it
 * in 5.0.2. An agent does so 15 times: each time takes one of its descriptors of archives, and none is ever given back.
 */
final class ExtractBundle implements Api {
    private static final String BULK = "bulkOpr";
    private static final int MOST_OF_AN_AGENT = 15;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        String path = Objects.path(request.message().text("objPath"));
        String collection = Objects.path(request.message().text("collection"));
        if (request.conditions().has(Objects.FORCE)) {
            throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods registers only new objects of a bundle");
        }
        List<Replica> replicas = Objects.existing(session, path, Status.REPLICA_NOT_IN_RESC);
        Objects.need(session, KeyValues.NONE, replicas.getFirst().dataId(), Access.READ);
        Replica bundle = Objects.best(replicas);
        Objects.need(session, KeyValues.NONE, collection(session, collection), Access.WRITE);
        session.db().commit();
        if (session.extractions() == MOST_OF_AN_AGENT) {
            throw new IrodsException(Status.SYS_OUT_OF_FILE_DESC);
        }
        session.extracts();
        String directory = new Bundle(session.services().vaults(), bundle.path()).unpack();
        UnpackedFiles files = new UnpackedFiles(session, bundle, request.conditions().has(BULK));
        return Reply.status(files.register(directory, collection));
    }

    /** A collection, which is made when it is missing. */
    static Coll collection(SessionState session, String path) throws IrodsException, SQLException {
        Coll found = session.catalog().collections().find(path);
        if (found != null) {
            return found;
        }
        Coll parent = collection(session, Paths.parent(path));
        Objects.need(session, KeyValues.NONE, parent, Access.WRITE);
        Coll made = CreateCollection.create(session, parent, path);
        session.db().commit();
        return made;
    }
}
