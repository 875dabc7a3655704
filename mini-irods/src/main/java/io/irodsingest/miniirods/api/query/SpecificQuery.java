package io.irodsingest.miniirods.api.query;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A specific query (722): SQL that the administrator of a real server has stored under a name. Here it is what clients
 * ask by themselves, and no other SQL. All rows are in the one reply.
 */
public final class SpecificQuery implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode message = request.message();
        String name = message.text("sql");
        if (message.number("maxRows", 1) <= 0) {
            return Reply.message(0, GenQuery1Api.NO_ROWS);
        }
        List<List<String>> rows = switch (name) {
            case StoredQueries.LIST -> StoredQueries.all();
            case StoredQueries.LIKE -> like(session, message.text("arg1"));
            case StoredQueries.FIND -> StoredQueries.named(message.text("arg1"));
            default -> run(session, StoredQueries.sql(name)
                    .orElseThrow(() -> new IrodsException(Status.CAT_UNKNOWN_SPECIFIC_QUERY)), message);
        };
        if (rows.isEmpty()) {
            throw new IrodsException(Status.CAT_NO_ROWS_FOUND);
        }
        return Reply.message(0, GenQuery1Api.page(rows.getFirst().stream().map(column -> 0).toList(), rows, 0, 0));
    }

    private static List<List<String>> like(SessionState session, String pattern) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> query : StoredQueries.all()) {
            if (session.db().exists("select 1 where cast(? as varchar) like ?", query.getFirst(), pattern)) {
                rows.add(query);
            }
        }
        return rows;
    }

    private static List<List<String>> run(SessionState session, String sql, PiNode message)
            throws IrodsException, SQLException {
        int wanted = (int) sql.chars().filter(c -> c == '?').count();
        List<List<String>> rows = new ArrayList<>();
        try (PreparedStatement statement = session.db().connection().prepareStatement(sql)) {
            for (int i = 1; i <= wanted; i++) {
                statement.setString(i, message.text("arg" + i));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        }
        return rows;
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(java.util.Objects.requireNonNullElse(result.getString(i), ""));
        }
        return row;
    }
}
