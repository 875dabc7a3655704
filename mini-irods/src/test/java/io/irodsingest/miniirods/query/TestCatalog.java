package io.irodsingest.miniirods.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** A catalog in memory with a zone, users, a resource tree (root above leaf; demo) and what a test adds. */
final class TestCatalog implements AutoCloseable {
    static final long RODS = 2;
    static final long ALICE = 3;
    static final long BOB = 4;
    static final long LAB = 5;
    static final long PUBLIC = 6;
    static final Viewer ADMIN = new Viewer(RODS, true);
    static final long DEMO = 10;
    static final long ROOT = 11;
    static final long LEAF = 12;
    static final String HOME = "/tempZone/home/rods";

    private static final int OWN = 1200;
    private static final QueryEngine ENGINE = QueryEngine.create();

    private final Connection connection;
    private long nextId = 100;

    TestCatalog() throws SQLException, IOException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (InputStream schema = QueryEngine.class.getResourceAsStream("/io/irodsingest/miniirods/catalog/schema.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        update(
                "insert into R_ZONE_MAIN(zone_id, zone_name, zone_type_name, create_ts, modify_ts) values(1, ?, ?, '0', '0')",
                "tempZone",
                "local");
        user(RODS, "rods", "rodsadmin");
        user(ALICE, "alice", "rodsuser");
        user(BOB, "bob", "rodsuser");
        user(LAB, "lab", "rodsgroup");
        user(PUBLIC, "public", "rodsgroup");
        member(LAB, BOB);
        resource(DEMO, "demoResc", "unixfilesystem", "");
        resource(ROOT, "rootResc", "passthru", "");
        resource(LEAF, "leafResc", "unixfilesystem", Long.toString(ROOT));
    }

    private void user(long id, String name, String type) throws SQLException {
        update(
                "insert into R_USER_MAIN(user_id, user_name, user_type_name, zone_name, create_ts, modify_ts)"
                        + " values(?, ?, ?, 'tempZone', '0', '0')",
                id,
                name,
                type);
        member(id, id);
    }

    private void member(long group, long user) throws SQLException {
        update("insert into R_USER_GROUP values(?, ?, '0', '0')", group, user);
    }

    private void resource(long id, String name, String type, String parent) throws SQLException {
        update(
                "insert into R_RESC_MAIN(resc_id, resc_name, zone_name, resc_type_name, resc_net, resc_def_path, resc_parent,"
                        + " create_ts, modify_ts) values(?, ?, 'tempZone', ?, 'localhost', '/vault', ?, '0', '0')",
                id,
                name,
                type,
                parent);
    }

    long collection(String path) throws SQLException {
        long id = nextId++;
        update(
                "insert into R_COLL_MAIN(coll_id, parent_coll_name, coll_name, coll_owner_name, coll_owner_zone, create_ts,"
                        + " modify_ts) values(?, ?, ?, 'rods', 'tempZone', '0', '0')",
                id,
                path.substring(0, path.lastIndexOf('/')),
                path);
        access(id, RODS, OWN);
        return id;
    }

    long object(long collection, String name, long size) throws SQLException {
        long id = nextId++;
        replica(id, collection, name, 0, size, DEMO);
        access(id, RODS, OWN);
        return id;
    }

    void replica(long object, long collection, String name, int number, long size, long resource) throws SQLException {
        update(
                "insert into R_DATA_MAIN(data_id, coll_id, data_name, data_repl_num, data_type_name, data_size, data_path,"
                        + " data_owner_name, data_owner_zone, data_is_dirty, create_ts, modify_ts, resc_hier, resc_id)"
                        + " values(?, ?, ?, ?, 'generic', ?, ?, 'rods', 'tempZone', 1, '01700000000', ?, ?, ?)",
                object,
                collection,
                name,
                number,
                size,
                "/source/" + name,
                "01700000%03d".formatted(size % 1000),
                resource == LEAF ? "rootResc;leafResc" : "demoResc",
                resource);
    }

    void access(long object, long user, int type) throws SQLException {
        update("insert into R_OBJT_ACCESS values(?, ?, ?, '0', '0')", object, user, type);
    }

    void avu(long object, String name, String value, String unit) throws SQLException {
        long id = nextId++;
        update("insert into R_META_MAIN values(?, ?, ?, ?, '', '0', '0')", id, name, value, unit);
        update("insert into R_OBJT_METAMAP values(?, ?, '0', '0')", object, id);
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    Connection connection() {
        return connection;
    }

    Rows query(GenQuery1 query) throws SQLException, QueryException {
        return ENGINE.genQuery1(connection, ADMIN, query);
    }

    Rows query(Viewer viewer, GenQuery1 query) throws SQLException, QueryException {
        return ENGINE.genQuery1(connection, viewer, query);
    }

    List<List<String>> query(String query) throws SQLException, QueryException {
        return ENGINE.genQuery2(connection, ADMIN, query);
    }

    List<List<String>> query(Viewer viewer, String query) throws SQLException, QueryException {
        return ENGINE.genQuery2(connection, viewer, query);
    }

    /** The columns of all rows with one condition. */
    static GenQuery1 where(int column, String condition, int... selected) {
        return new GenQuery1(256, 0, 0, select(selected), List.of(new GenQuery1.Condition(column, condition)));
    }

    static List<GenQuery1.Selected> select(int... columns) {
        return Arrays.stream(columns)
                .mapToObj(column -> new GenQuery1.Selected(column, 1))
                .toList();
    }

    /** The first column of each row. */
    static List<String> first(List<List<String>> rows) {
        return rows.stream().map(List::getFirst).toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
