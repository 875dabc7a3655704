package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.ErrorMessage;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Release;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The checksum of a data object (629): the one in the catalog, or computed and kept when there is none; and its verification. */
final class ChecksumDataObject implements Api {
    private static final Release FINDINGS_SINCE = new Release(4, 2, 11);

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        KeyValues conditions = request.conditions();
        String path = Objects.path(request.message().text("objPath"));
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        Objects.need(session, conditions, replicas.getFirst().dataId(), Access.READ);
        String number = conditions.firstOf("replNum");
        boolean all = conditions.has("ChksumAll");
        if (all && number != null) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        if (session.services().openReplicas().locked(replicas.getFirst().dataId())) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        if (conditions.has("verifyChksum") && session.release().isAtLeast(FINDINGS_SINCE)) {
            return verify(session, conditions, number == null ? good(replicas) : List.of(numbered(replicas, number)),
                    replicas.size());
        }
        return all
                ? ofAll(session, good(replicas), conditions.has("forceChksum"))
                : ofOne(session, conditions, number == null ? Objects.best(replicas) : numbered(replicas, number));
    }

    private static Reply verify(SessionState session, KeyValues conditions, List<Replica> chosen, int all)
            throws IrodsException, IOException {
        if (conditions.has("forceChksum")) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        String found = ChecksumFindings.of(chosen, conditions.firstOf("replNum") == null ? all : chosen.size(),
                !conditions.has("no_compute"));
        return found.isEmpty()
                ? Reply.status(0)
                : Reply.message(Status.CHECK_VERIFICATION_RESULTS, string(found));
    }

    private static Reply ofOne(SessionState session, KeyValues conditions, Replica replica)
            throws IrodsException, SQLException {
        boolean verify = conditions.has("verifyChksum");
        if (!replica.checksum().isEmpty() && !conditions.has("forceChksum") && !verify) {
            return Reply.message(0, string(replica.checksum()));
        }
        String computed = Vaults.checksum(replica.path());
        if (verify && !replica.checksum().isEmpty() && !replica.checksum().equals(computed)) {
            throw new IrodsException(Status.USER_CHKSUM_MISMATCH);
        }
        if (!verify) {
            session.catalog().dataObjects().checksum(session.db(), replica, computed);
        }
        return Reply.message(0, string(computed));
    }

    /** One that is answered is the same for all. */
    private static Reply ofAll(SessionState session, List<Replica> good, boolean anew)
            throws IrodsException, SQLException {
        String first = null;
        boolean same = true;
        for (Replica replica : good) {
            String checksum = replica.checksum();
            if (anew || checksum.isEmpty()) {
                checksum = Vaults.checksum(replica.path());
                session.catalog().dataObjects().checksum(session.db(), replica, checksum);
            }
            same &= first == null || first.equals(checksum);
            first = checksum;
        }
        return same
                ? Reply.message(0, string(first))
                : Reply.failure(0, "", List.of(new ErrorMessage(Status.USER_CHKSUM_MISMATCH,
                        "WARNING: Data object has replicas with different checksums.")));
    }

    private static List<Replica> good(List<Replica> replicas) throws IrodsException {
        List<Replica> good = replicas.stream().filter(replica -> replica.status() == Replica.GOOD).toList();
        if (good.isEmpty()) {
            throw new IrodsException(Status.SYS_NO_GOOD_REPLICA);
        }
        return good;
    }

    private static Replica numbered(List<Replica> replicas, String number) throws IrodsException {
        return replicas.stream().filter(replica -> number.equals(Integer.toString(replica.number()))).findFirst()
                .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
    }

    private static String string(String text) {
        return new PiWriter().open("STR_PI").field("myStr", text).close("STR_PI").toString();
    }
}
