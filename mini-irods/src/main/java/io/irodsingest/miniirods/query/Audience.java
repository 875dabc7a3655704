package io.irodsingest.miniirods.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A viewer with the ids that permissions may be given to for his sake: his own, his groups' and that of "public".
 */
record Audience(Viewer viewer, List<Long> principals) {
    private static final String PRINCIPALS = "select group_user_id from R_USER_GROUP where user_id = ?"
            + " union select user_id from R_USER_MAIN where user_name = 'public' and user_type_name = 'rodsgroup'";

    static Audience of(Connection connection, Viewer viewer) throws SQLException {
        if (viewer.admin()) {
            return new Audience(viewer, List.of());
        }
        List<Long> principals = new ArrayList<>();
        principals.add(viewer.userId());
        try (PreparedStatement statement = connection.prepareStatement(PRINCIPALS)) {
            statement.setLong(1, viewer.userId());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    principals.add(rows.getLong(1));
                }
            }
        }
        return new Audience(viewer, principals);
    }

    boolean seesEverything() {
        return viewer.admin();
    }
}
