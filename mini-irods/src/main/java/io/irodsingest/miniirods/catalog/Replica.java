package io.irodsingest.miniirods.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A replica of a data object: a row of {@code R_DATA_MAIN}.
 *
 * @param modified seconds since the epoch as the catalog has them, padded or not
 */
public record Replica(long dataId, long collId, String name, int number, String type, long size, String path,
        String ownerName, String ownerZone, int status, String checksum, String mode, String comment, String created,
        String modified, String hierarchy, long resource) {
    public static final int STALE = 0;
    public static final int GOOD = 1;
    public static final int INTERMEDIATE = 2;
    public static final int WRITE_LOCKED = 3;

    static final String COLUMNS = "data_id, coll_id, data_name, data_repl_num, data_type_name, data_size, data_path,"
            + " data_owner_name, data_owner_zone, data_is_dirty, data_checksum, data_mode, r_comment, create_ts,"
            + " modify_ts, resc_hier, resc_id";

    static Replica of(ResultSet row) throws SQLException {
        return new Replica(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), row.getString(5),
                row.getLong(6), row.getString(7), row.getString(8), row.getString(9), row.getInt(10),
                row.getString(11), row.getString(12), row.getString(13), row.getString(14), row.getString(15),
                row.getString(16), row.getLong(17));
    }

    public Replica withStatus(int changed) {
        return new Replica(dataId, collId, name, number, type, size, path, ownerName, ownerZone, changed, checksum,
                mode, comment, created, modified, hierarchy, resource);
    }

    public Replica withContent(long changedSize, String changedChecksum, String changedModified) {
        return new Replica(dataId, collId, name, number, type, changedSize, path, ownerName, ownerZone, status,
                changedChecksum, mode, comment, created, changedModified, hierarchy, resource);
    }

    /** The same with its file elsewhere. */
    public Replica at(String changedPath) {
        return new Replica(dataId, collId, name, number, type, size, changedPath, ownerName, ownerZone, status,
                checksum, mode, comment, created, modified, hierarchy, resource);
    }

    /** The same content on another resource. */
    public Replica on(Resource leaf, String changedHierarchy, String changedPath, int changedNumber) {
        return new Replica(dataId, collId, name, changedNumber, type, size, changedPath, ownerName, ownerZone, status,
                checksum, mode, comment, created, modified, changedHierarchy, leaf.id());
    }
}
