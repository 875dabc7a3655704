package io.irodsingest.standalone.soak;

import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The catalog of mini-irods as it lies in its database, while no server has it open. */
final class CatalogFile {
    /** The status of a replica that is good. */
    static final int GOOD = 1;
    /** The status of one that is neither good nor being written. */
    static final int STALE = 0;

    private final List<String> collections = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();

    /** @param path the logical one */
    record Replica(String path, int number, long size, int status, String physicalPath, String hierarchy) {
        boolean isGood() {
            return status == GOOD;
        }
    }

    private CatalogFile() {}

    /** Makes the catalog of a fresh zone with one more resource. */
    static void create(IrodsProcess irods, String resource) throws IOException {
        MiniIrods.builder().catalogServer(irods.catalog()).vaultRoot(irods.vault()).zone(IrodsProcess.ZONE)
                .user(IrodsProcess.USER).password(IrodsProcess.PASSWORD).start().close();
        try (Connection catalog = DriverManager.getConnection(irods.catalog());
                PreparedStatement insert = catalog.prepareStatement(
                        "insert into R_RESC_MAIN (resc_id, resc_name, zone_name, resc_type_name, resc_net, resc_def_path,"
                                + " create_ts, modify_ts) select next value for R_OBJECTID, ?, zone_name, resc_type_name,"
                                + " resc_net, ?, create_ts, modify_ts from R_RESC_MAIN where resc_name = 'demoResc'")) {
            insert.setString(1, resource);
            insert.setString(2, irods.vault().resolve(resource).toString());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IOException("the catalog cannot be made", e);
        }
    }

    /** Reads all of it. */
    static CatalogFile read(String address) throws IOException {
        CatalogFile all = new CatalogFile();
        try (Connection catalog = DriverManager.getConnection(address);
                Statement statement = catalog.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select coll_name from R_COLL_MAIN")) {
                while (rows.next()) {
                    all.collections.add(rows.getString(1));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "select coll_name, data_name, data_repl_num, data_size, data_is_dirty, data_path, resc_hier"
                            + " from R_DATA_MAIN join R_COLL_MAIN using (coll_id)")) {
                while (rows.next()) {
                    all.replicas.add(new Replica(rows.getString(1) + '/' + rows.getString(2), rows.getInt(3),
                            rows.getLong(4), rows.getInt(5), rows.getString(6), rows.getString(7)));
                }
            }
        } catch (SQLException e) {
            throw new IOException("the catalog cannot be read", e);
        }
        return all;
    }

    /** A collection and all below it. */
    List<String> collections(String top) {
        return collections.stream().filter(name -> name.equals(top) || name.startsWith(top + '/')).sorted().toList();
    }

    /** All replicas below a collection. */
    List<Replica> replicas(String top) {
        return replicas.stream().filter(one -> one.path().startsWith(top + '/')).toList();
    }
}
