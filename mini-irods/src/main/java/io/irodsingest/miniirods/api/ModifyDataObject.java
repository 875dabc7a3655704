package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes columns of replicas: 622 nearly any, for administrators; 20001 the harmless ones, for everybody. */
final class ModifyDataObject {
    private static final String ALL_STATUSES = "allReplStatus";
    /** Keyword to column. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("dataSize", "data_size"),
            Map.entry("dataModify", "modify_ts"),
            Map.entry("dataCreate", "create_ts"),
            Map.entry("dataExpiry", "data_expiry_ts"),
            Map.entry("dataComments", "r_comment"),
            Map.entry("dataType", "data_type_name"),
            Map.entry("dataMode", "data_mode"),
            Map.entry("dataOwner", "data_owner_name"),
            Map.entry("dataOwnerZone", "data_owner_zone"),
            Map.entry("chksum", "data_checksum"),
            Map.entry("filePath", "data_path"),
            Map.entry("replStatus", "data_is_dirty"),
            Map.entry("statusString", "data_status"),
            Map.entry("version", "data_version"));
    private static final List<String> FOR_EVERYBODY = List.of("dataComments", "dataExpiry", "dataModify", "dataType",
            ALL_STATUSES, "all", Objects.ADMIN);
    private static final List<String> TIMES = List.of("dataModify", "dataCreate", "dataExpiry");

    Reply any(SessionState session, Request request) throws IrodsException, SQLException {
        return change(session, request);
    }

    Reply harmless(SessionState session, Request request) throws IrodsException, SQLException {
        for (String keyword : request.conditions().values().keySet()) {
            if (!FOR_EVERYBODY.contains(keyword)) {
                throw new IrodsException(Status.USER_BAD_KEYWORD_ERR);
            }
        }
        return change(session, request);
    }

    private static Reply change(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode info = request.message().child("DataObjInfo_PI");
        long dataId = info.longNumber("dataId", 0);
        String path = Objects.path(info.text("objPath"));
        List<Replica> replicas = dataId > 0
                ? session.catalog().dataObjects().find(session.db(), dataId)
                : Objects.existing(session, path, Status.CAT_UNKNOWN_FILE);
        if (replicas.isEmpty()) {
            throw new IrodsException(Status.CAT_UNKNOWN_FILE);
        }
        if (!session.client().admin()) {
            Objects.need(session, request.conditions(), replicas.getFirst().dataId(), Access.WRITE);
        }
        boolean all = request.conditions().has("all");
        Replica chosen = chosen(info, replicas);
        for (Replica replica : all ? replicas : List.of(chosen)) {
            update(session, replica, request.conditions().values());
        }
        if (request.conditions().has(ALL_STATUSES)) {
            session.catalog().dataObjects().status(session.db(), chosen.dataId(), chosen.number(), Replica.GOOD);
            session.catalog().dataObjects().staleAllBut(session.db(), chosen.dataId(), chosen.number());
        }
        return Reply.status(0);
    }

    private static Replica chosen(PiNode info, List<Replica> replicas) throws IrodsException {
        String hierarchy = info.text("rescHier");
        int number = info.number("replNum", 0);
        return replicas.stream().filter(replica -> hierarchy.isEmpty()
                ? replica.number() == number
                : replica.hierarchy().equals(hierarchy)).findFirst()
                .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
    }

    private static void update(SessionState session, Replica replica, Map<String, String> changes)
            throws IrodsException, SQLException {
        List<String> sets = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String column = COLUMNS.get(change.getKey());
            if (column != null) {
                sets.add(column + " = ?");
                values.add(TIMES.contains(change.getKey()) ? Times.padded(change.getValue()) : change.getValue());
            } else if (!FOR_EVERYBODY.contains(change.getKey())) {
                throw new IrodsException(Status.USER_BAD_KEYWORD_ERR);
            }
        }
        if (!sets.isEmpty()) {
            values.add(replica.dataId());
            values.add(replica.number());
            session.db().update("update R_DATA_MAIN set " + String.join(", ", sets)
                    + " where data_id = ? and data_repl_num = ?", values.toArray());
        }
    }
}
