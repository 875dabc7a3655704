package io.irodsingest.miniirods.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Answers GenQuery1 and GenQuery2 from a catalog. Stateless and thread-safe; a connection belongs to one caller at a time. */
public final class QueryEngine {

    private QueryEngine() {}

    public static QueryEngine create() {
        return new QueryEngine();
    }

    public Rows genQuery1(Connection connection, Viewer viewer, GenQuery1 query) throws SQLException, QueryException {
        throw new QueryException(-830000, "not there yet");
    }

    public List<List<String>> genQuery2(Connection connection, Viewer viewer, String query)
            throws SQLException, QueryException {
        throw new QueryException(-130000, "not there yet");
    }
}
