package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** The checksum of a data object (629): the one in the catalog, or computed and kept when there is none. */
final class ChecksumDataObject implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        String path = Objects.path(request.message().text("objPath"));
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        Objects.need(session, conditions, replicas.getFirst().dataId(), Access.READ);
        String number = conditions.firstOf("replNum");
        Replica replica = number == null
                ? Objects.best(replicas)
                : replicas.stream().filter(r -> number.equals(Integer.toString(r.number()))).findFirst()
                        .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        if (session.services().openReplicas().locked(replica.dataId())) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        boolean verify = conditions.has("verifyChksum");
        if (!replica.checksum().isEmpty() && !conditions.has("forceChksum") && !verify) {
            return answer(replica.checksum());
        }
        String computed = Vaults.checksum(replica.path());
        if (verify && !replica.checksum().isEmpty() && !replica.checksum().equals(computed)) {
            throw new IrodsException(Status.USER_CHKSUM_MISMATCH);
        }
        if (!verify) {
            session.catalog().dataObjects().checksum(session.db(), replica, computed);
        }
        return answer(computed);
    }

    private static Reply answer(String checksum) {
        return Reply.message(0, new PiWriter().open("STR_PI").field("myStr", checksum).close("STR_PI").toString());
    }
}
