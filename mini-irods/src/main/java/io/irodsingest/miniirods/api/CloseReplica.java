package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Writing;
import io.irodsingest.miniirods.request.Descriptors;
import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Closes an open replica: 20004, 673, and 626, which ends a transfer that 606 or 608 began. */
final class CloseReplica {
    /** What of a written replica goes into the catalog, and the checksum that must come out, null for any. */
    private record Finish(boolean size, boolean status, boolean checksum, String wanted) {
        static Finish of(KeyValues conditions) {
            String wanted = conditions.firstOf("verifyChksum");
            return new Finish(true, true, conditions.has("verifyChksum") || conditions.has("regChksum"), wanted);
        }
    }

    /** Closes by JSON, where the client says what to write into the catalog. */
    Reply withJson(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        var options = Json.object(BinBytes.text(request.message()));
        return close(session, options.path("fd").asInt(-1), new Finish(options.path("update_size").asBoolean(true),
                options.path("update_status").asBoolean(true), options.path("compute_checksum").asBoolean(false),
                null));
    }

    /** Closes and finishes, with the checksum that was asked for at the opening or now. */
    Reply plain(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        int descriptor = request.message().number("l1descInx", -1);
        Finish opened = Finish.of(session.descriptors().get(descriptor).conditions());
        return close(session, descriptor, request.conditions().has("regChksum")
                ? new Finish(true, true, true, opened.wanted())
                : opened);
    }

    /** The client has sent or read all; below 2 there is nothing to close, as with the real server. */
    Reply complete(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        int descriptor = request.message().number("myInt", -1);
        return descriptor < 2
                ? Reply.status(Math.min(descriptor, 0))
                : close(session, descriptor, Finish.of(session.descriptors().get(descriptor).conditions()));
    }

    private static Reply close(SessionState session, int descriptor, Finish finish)
            throws IrodsException, SQLException, IOException {
        Descriptors.Open open = session.descriptors().get(descriptor);
        session.descriptors().remove(descriptor);
        open.file().close();
        if (open.lock() == null) {
            return Reply.status(0);
        }
        if (!finish.status()) {
            session.services().openReplicas().leave(open.lock(), false);
            return Reply.status(0);
        }
        DataObjects objects = session.catalog().dataObjects();
        Replica replica = replica(objects.find(session.db(), open.dataId()), open.number());
        boolean renewed = !Writing.locks(session) && !replica.checksum().isEmpty();
        String checksum = finish.checksum() || renewed ? Vaults.checksum(replica.path()) : null;
        boolean right = finish.wanted() == null || finish.wanted().equals(checksum);
        if (!right && !Writing.locks(session)) {
            return Reply.status(Status.USER_CHKSUM_MISMATCH);
        }
        Writing.finish(session, open.lock(), replica.withStatus(right ? Replica.GOOD : Replica.STALE), finish.size(),
                right ? checksum : null);
        if (!right) {
            return Reply.status(Status.USER_CHKSUM_MISMATCH);
        }
        Replica finished = replica(objects.find(session.db(), open.dataId()), open.number());
        if (session.services().openReplicas().hasChanged(open.lock())) {
            Replication.after(session, finished, logicalPath(session, finished));
        }
        return Reply.status(0);
    }

    private static Replica replica(List<Replica> replicas, int number) throws IrodsException {
        return replicas.stream().filter(replica -> replica.number() == number).findFirst()
                .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
    }

    private static String logicalPath(SessionState session, Replica replica) throws SQLException, IrodsException {
        return session.db().first("select coll_name from R_COLL_MAIN where coll_id = ?", row -> row.getString(1),
                replica.collId()).orElseThrow(() -> new IrodsException(Status.CAT_UNKNOWN_COLLECTION))
                + "/" + replica.name();
    }
}
