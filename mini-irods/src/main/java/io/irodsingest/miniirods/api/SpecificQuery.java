package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The specific queries that irods4j asks itself (722), by the names they have on a fresh iRODS. */
final class SpecificQuery implements Api {
    private static final String COLLECTION_PERMISSIONS = "select u.user_name, u.zone_name, a.access_type_id,"
            + " u.user_type_name from R_COLL_MAIN c join R_OBJT_ACCESS a on a.object_id = c.coll_id"
            + " join R_USER_MAIN u on u.user_id = a.user_id where c.coll_name = ?";
    private static final String GROUPS = "select g.group_user_id, u.user_name from R_USER_GROUP g"
            + " join R_USER_MAIN u on u.user_id = g.group_user_id join R_USER_MAIN m on m.user_id = g.user_id"
            + " where m.user_name = ?";
    private static final Map<Integer, String> LEVELS = Map.of(Access.READ, "read_object", Access.WRITE,
            "modify_object", Access.DELETE, "delete_object", Access.OWN, "own");

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode message = request.message();
        List<List<String>> rows = switch (message.text("sql")) {
            case "ShowCollAcls" -> session.db().all(COLLECTION_PERMISSIONS, SpecificQuery::permission,
                    message.text("arg1"));
            case "listGroupsForUser" -> session.db().all(GROUPS,
                    row -> List.of(row.getString(1), row.getString(2)), message.text("arg1"));
            default -> throw new IrodsException(Status.CAT_UNKNOWN_SPECIFIC_QUERY);
        };
        if (rows.isEmpty()) {
            throw new IrodsException(Status.CAT_NO_ROWS_FOUND);
        }
        return Reply.message(0, GenQuery1Api.page(rows.getFirst().stream().map(column -> 0).toList(), rows, 0));
    }

    private static List<String> permission(ResultSet row) throws SQLException {
        return List.of(row.getString(1), row.getString(2), LEVELS.get(row.getInt(3)), row.getString(4));
    }
}
