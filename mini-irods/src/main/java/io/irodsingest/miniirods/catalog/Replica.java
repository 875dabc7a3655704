package io.irodsingest.miniirods.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A replica of a data object: a row of {@code R_DATA_MAIN}.
 *
 * @param created seconds since the epoch as the catalog has them, padded or not
 * @param modified likewise
 */
public record Replica(DataObject object, int number, Place place, int status, long size, String checksum,
        String comment, String created, String modified) {
    public static final int STALE = 0;
    public static final int GOOD = 1;
    public static final int INTERMEDIATE = 2;
    public static final int WRITE_LOCKED = 3;

    static final String COLUMNS = "data_id, coll_id, data_name, data_repl_num, data_type_name, data_size, data_path,"
            + " data_owner_name, data_owner_zone, data_is_dirty, data_checksum, data_mode, r_comment, create_ts,"
            + " modify_ts, resc_hier, resc_id";

    static Replica of(ResultSet row) throws SQLException {
        DataObject object = new DataObject(row.getLong(1), row.getLong(2), row.getString(3), row.getString(5),
                row.getString(8), row.getString(9), row.getString(12));
        Place place = new Place(row.getLong(17), row.getString(16), row.getString(7));
        return new Replica(object, row.getInt(4), place, row.getInt(10), row.getLong(6), row.getString(11),
                row.getString(13), row.getString(14), row.getString(15));
    }

    public long dataId() {
        return object.id();
    }

    public long collId() {
        return object.collection();
    }

    public String name() {
        return object.name();
    }

    public String path() {
        return place.path();
    }

    public String hierarchy() {
        return place.hierarchy();
    }

    public long resource() {
        return place.resource();
    }

    public Replica withStatus(int changed) {
        return new Replica(object, number, place, changed, size, checksum, comment, created, modified);
    }

    public Replica withContent(long changedSize, String changedChecksum, String changedModified) {
        return new Replica(object, number, place, status, changedSize, changedChecksum, comment, created,
                changedModified);
    }

    /** The same with its file elsewhere. */
    public Replica at(String changedPath) {
        return new Replica(object, number, new Place(resource(), hierarchy(), changedPath), status, size, checksum,
                comment, created, modified);
    }

    /** The same content on another resource. */
    public Replica on(Place changed, int changedNumber) {
        return new Replica(object, changedNumber, changed, status, size, checksum, comment, created, modified);
    }
}
