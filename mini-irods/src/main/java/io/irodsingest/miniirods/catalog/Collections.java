package io.irodsingest.miniirods.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The collection tree; path, id and permissions of every collection are in memory too. Thread-safe. */
public final class Collections {
    private final Catalog catalog;
    private final Map<String, Coll> byPath = new ConcurrentHashMap<>();

    Collections(Catalog catalog) {
        this.catalog = catalog;
    }

    void load(CatalogSession session) throws SQLException {
        Map<Long, Acl> acls = new HashMap<>();
        session.all("select a.object_id, a.user_id, a.access_type_id from R_OBJT_ACCESS a"
                + " join R_COLL_MAIN c on c.coll_id = a.object_id",
                row -> acls.merge(row.getLong(1),
                        Acl.of(row.getLong(2), row.getInt(3)), Collections::joined));
        session.all("select coll_id, coll_name, coll_owner_name, coll_owner_zone, coll_inheritance from R_COLL_MAIN",
                row -> collection(row, acls)).forEach(coll -> byPath.put(coll.path(), coll));
    }

    private static Coll collection(ResultSet row, Map<Long, Acl> acls) throws SQLException {
        return new Coll(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
                "1".equals(row.getString(5)), acls.getOrDefault(row.getLong(1), Acl.EMPTY));
    }

    private static Acl joined(Acl first, Acl second) {
        Map<Long, Integer> levels = new HashMap<>(first.levels());
        levels.putAll(second.levels());
        return new Acl(Map.copyOf(levels));
    }

    /** The collection at a path, or null. */
    public Coll find(String path) {
        return byPath.get(path);
    }

    /** Adds a collection without looking at anything; one that exists shows as a duplicate key. */
    public Coll insert(CatalogSession session, String path, User owner, boolean inherit, Acl acl)
            throws SQLException {
        long id = catalog.newId();
        String now = Times.now();
        session.update("insert into R_COLL_MAIN (coll_id, parent_coll_name, coll_name, coll_owner_name,"
                + " coll_owner_zone, coll_inheritance, create_ts, modify_ts) values (?, ?, ?, ?, ?, ?, ?, ?)", id,
                Paths.parent(path), path, owner.name(), owner.zone(), inherit ? "1" : "", now, now);
        grant(session, id, acl);
        Coll coll = new Coll(id, path, owner.name(), owner.zone(), inherit, acl);
        session.afterCommit(() -> byPath.put(path, coll));
        return coll;
    }

    /** Writes the permissions of a new object. */
    static void grant(CatalogSession session, long object, Acl acl) throws SQLException {
        String now = Times.now();
        for (Map.Entry<Long, Integer> entry : acl.levels().entrySet()) {
            session.update("insert into R_OBJT_ACCESS (object_id, user_id, access_type_id, create_ts, modify_ts)"
                    + " values (?, ?, ?, ?, ?)", object, entry.getKey(), entry.getValue(), now, now);
        }
    }

    /** Replaces permissions and inheritance of a collection. */
    public void change(CatalogSession session, Coll changed) throws SQLException {
        session.update("delete from R_OBJT_ACCESS where object_id = ?", changed.id());
        grant(session, changed.id(), changed.acl());
        session.update("update R_COLL_MAIN set coll_inheritance = ? where coll_id = ?", changed.inherit() ? "1" : "",
                changed.id());
        session.afterCommit(() -> byPath.put(changed.path(), changed));
    }

    public void touch(CatalogSession session, Coll coll, String time) throws SQLException {
        session.update("update R_COLL_MAIN set modify_ts = ? where coll_id = ?", time, coll.id());
    }

    /** Create and modify time of a collection. */
    public Optional<String[]> times(CatalogSession session, Coll coll) throws SQLException {
        return session.first("select create_ts, modify_ts from R_COLL_MAIN where coll_id = ?",
                row -> new String[]{row.getString(1), row.getString(2)}, coll.id());
    }

    /** A collection and all below it, parents first. */
    public List<Coll> tree(CatalogSession session, Coll top) throws SQLException {
        List<Coll> tree = new ArrayList<>();
        tree.add(top);
        for (int i = 0; i < tree.size(); i++) {
            session.all("select coll_name from R_COLL_MAIN where parent_coll_name = ? and coll_id <> ?"
                    + " order by coll_name", row -> byPath.get(row.getString(1)), tree.get(i).path(),
                    tree.get(i).id()).forEach(tree::add);
        }
        return tree;
    }

    public boolean empty(CatalogSession session, Coll coll) throws SQLException {
        return !session.exists("select 1 from R_COLL_MAIN where parent_coll_name = ? limit 1", coll.path())
                && !session.exists("select 1 from R_DATA_MAIN where coll_id = ? limit 1", coll.id());
    }

    /** Removes the row of a collection that has nothing in it any more. */
    public void remove(CatalogSession session, Coll coll) throws SQLException {
        session.update("delete from R_COLL_MAIN where coll_id = ?", coll.id());
        session.update("delete from R_OBJT_ACCESS where object_id = ?", coll.id());
        catalog.metadata().forget(session, coll.id());
        session.afterCommit(() -> byPath.remove(coll.path()));
    }

    /** Gives a collection and all below it another path. */
    public void move(CatalogSession session, Coll top, String target) throws SQLException {
        for (Coll coll : tree(session, top)) {
            String path = target + coll.path().substring(top.path().length());
            session.update("update R_COLL_MAIN set coll_name = ?, parent_coll_name = ? where coll_id = ?", path,
                    Paths.parent(path), coll.id());
            Coll moved = new Coll(coll.id(), path, coll.ownerName(), coll.ownerZone(), coll.inherit(), coll.acl());
            session.afterCommit(() -> {
                byPath.remove(coll.path());
                byPath.put(path, moved);
            });
        }
    }
}
