package io.irodsingest.miniirods.catalog;

import java.sql.SQLException;
import java.util.List;

/** Data objects and their replicas. Thread-safe. */
public final class DataObjects {
    private static final String SELECT = "select " + Replica.COLUMNS + " from R_DATA_MAIN where ";

    private final Catalog catalog;

    DataObjects(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The replicas of a data object by number; none when there is no such object. */
    public List<Replica> find(CatalogSession session, Coll parent, String name) throws SQLException {
        return session.all(SELECT + "coll_id = ? and data_name = ? order by data_repl_num", Replica::of, parent.id(),
                name);
    }

    /** The replicas of the data object at a path; none when there is no such object. */
    public List<Replica> find(CatalogSession session, String path) throws SQLException {
        Coll parent = catalog.collections().find(Paths.parent(path));
        return parent == null ? List.of() : find(session, parent, Paths.name(path));
    }

    public List<Replica> find(CatalogSession session, long dataId) throws SQLException {
        return session.all(SELECT + "data_id = ? order by data_repl_num", Replica::of, dataId);
    }

    /** All replicas in a collection, not below it. */
    public List<Replica> in(CatalogSession session, Coll parent) throws SQLException {
        return session.all(SELECT + "coll_id = ? order by data_name, data_repl_num", Replica::of, parent.id());
    }

    /** Adds a new object with its first replica; one of that name shows as a duplicate key. */
    public void insert(CatalogSession session, Coll parent, Replica replica, User owner) throws SQLException {
        insertReplica(session, replica);
        Acl acl = parent.inherit() ? parent.acl() : Acl.EMPTY;
        Collections.grant(session, replica.dataId(), acl.with(owner.id(), Access.OWN));
    }

    public void insertReplica(CatalogSession session, Replica r) throws SQLException {
        int separator = r.hierarchy().lastIndexOf(';');
        session.update("insert into R_DATA_MAIN (" + Replica.COLUMNS + ", resc_name, data_version, data_expiry_ts,"
                + " access_ts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '00000000000', ?)",
                r.dataId(), r.collId(), r.name(), r.number(), r.object().type(), r.size(), r.path(),
                r.object().ownerName(),
                r.object().ownerZone(), r.status(), r.checksum(), r.object().mode(), r.comment(), r.created(),
                r.modified(),
                r.hierarchy(), r.resource(), r.hierarchy().substring(separator + 1), r.created());
    }

    /** Writes status, size, checksum, modify time and path of a replica. */
    public void update(CatalogSession session, Replica r) throws SQLException {
        session.update("update R_DATA_MAIN set data_is_dirty = ?, data_size = ?, data_checksum = ?, modify_ts = ?,"
                + " data_path = ? where data_id = ? and data_repl_num = ?", r.status(), r.size(), r.checksum(),
                r.modified(), r.path(), r.dataId(), r.number());
    }

    public void status(CatalogSession session, long dataId, int number, int status) throws SQLException {
        session.update("update R_DATA_MAIN set data_is_dirty = ? where data_id = ? and data_repl_num = ?", status,
                dataId, number);
    }

    public void checksum(CatalogSession session, Replica r, String checksum) throws SQLException {
        session.update("update R_DATA_MAIN set data_checksum = ? where data_id = ? and data_repl_num = ?", checksum,
                r.dataId(), r.number());
    }

    public void touch(CatalogSession session, Replica r, String time) throws SQLException {
        session.update("update R_DATA_MAIN set modify_ts = ? where data_id = ? and data_repl_num = ?", time,
                r.dataId(), r.number());
    }

    public void staleAllBut(CatalogSession session, long dataId, int number) throws SQLException {
        session.update("update R_DATA_MAIN set data_is_dirty = 0 where data_id = ? and data_repl_num <> ?", dataId,
                number);
    }

    public void move(CatalogSession session, long dataId, Coll parent, String name) throws SQLException {
        session.update("update R_DATA_MAIN set coll_id = ?, data_name = ? where data_id = ?", parent.id(), name,
                dataId);
    }

    public void removeReplica(CatalogSession session, Replica replica) throws SQLException {
        session.update("delete from R_DATA_MAIN where data_id = ? and data_repl_num = ?", replica.dataId(),
                replica.number());
    }

    /** Removes an object with all replicas, its permissions and metadata. */
    public void remove(CatalogSession session, long dataId) throws SQLException {
        session.update("delete from R_DATA_MAIN where data_id = ?", dataId);
        session.update("delete from R_OBJT_ACCESS where object_id = ?", dataId);
        catalog.metadata().forget(session, dataId);
    }

    /** The highest level that these users and groups have on an object. */
    public int access(CatalogSession session, long dataId, Iterable<Long> principals) throws SQLException {
        return acl(session, dataId).highest(principals);
    }

    public Acl acl(CatalogSession session, long dataId) throws SQLException {
        Acl acl = Acl.EMPTY;
        for (long[] entry : session.all("select user_id, access_type_id from R_OBJT_ACCESS where object_id = ?",
                row -> new long[]{row.getLong(1), row.getInt(2)}, dataId)) {
            acl = acl.with(entry[0], (int) entry[1]);
        }
        return acl;
    }

    public void change(CatalogSession session, long dataId, Acl acl) throws SQLException {
        session.update("delete from R_OBJT_ACCESS where object_id = ?", dataId);
        Collections.grant(session, dataId, acl);
    }
}
