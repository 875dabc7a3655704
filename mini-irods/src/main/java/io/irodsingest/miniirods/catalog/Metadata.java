package io.irodsingest.miniirods.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Metadata (AVUs) of any object. As in iRODS equal AVUs share a row. Thread-safe. */
public final class Metadata {
    private final Catalog catalog;

    Metadata(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @return whether the object did not have it before */
    public boolean add(CatalogSession session, long object, Avu avu) throws SQLException {
        String now = Times.now();
        Optional<Long> known = find(session, avu);
        if (known.isPresent() && session.exists("select 1 from R_OBJT_METAMAP where object_id = ? and meta_id = ?",
                object, known.get())) {
            return false;
        }
        long id = known.isPresent() ? known.get() : catalog.newId();
        if (known.isEmpty()) {
            session.update("insert into R_META_MAIN (meta_id, meta_attr_name, meta_attr_value, meta_attr_unit,"
                    + " create_ts, modify_ts) values (?, ?, ?, ?, ?, ?)", id, avu.attribute(), avu.value(),
                    avu.unit(), now, now);
        }
        session.update("insert into R_OBJT_METAMAP (object_id, meta_id, create_ts, modify_ts) values (?, ?, ?, ?)",
                object, id, now, now);
        return true;
    }

    /** @return whether the object had it */
    public boolean remove(CatalogSession session, long object, Avu avu) throws SQLException {
        boolean had = session.update("delete from R_OBJT_METAMAP where object_id = ? and meta_id in (select meta_id"
                + " from R_META_MAIN where meta_attr_name = ? and meta_attr_value = ? and meta_attr_unit = ?)", object,
                avu.attribute(), avu.value(), avu.unit()) > 0;
        if (had) {
            session.update("delete from R_META_MAIN where meta_attr_name = ? and meta_attr_value = ? and"
                    + " meta_attr_unit = ? and not exists (select 1 from R_OBJT_METAMAP p"
                    + " where p.meta_id = R_META_MAIN.meta_id)", avu.attribute(), avu.value(), avu.unit());
        }
        return had;
    }

    /**
     * Takes off what matches the parts as patterns of SQL's {@code like}.
     *
     * @return whether anything did
     */
    public boolean removeLike(CatalogSession session, long object, Avu pattern) throws SQLException {
        List<Avu> matching = session.all(
                "select m.meta_attr_name, m.meta_attr_value, m.meta_attr_unit from R_META_MAIN m"
                        + " join R_OBJT_METAMAP p on p.meta_id = m.meta_id where p.object_id = ? and m.meta_attr_name like ?"
                        + " and m.meta_attr_value like ? and m.meta_attr_unit like ?",
                Metadata::avu, object,
                pattern.attribute(), pattern.value(), pattern.unit());
        for (Avu avu : matching) {
            remove(session, object, avu);
        }
        return !matching.isEmpty();
    }

    /** @return whether the object had the one with that id */
    public boolean remove(CatalogSession session, long object, long id) throws SQLException {
        Optional<Avu> avu = session.first("select m.meta_attr_name, m.meta_attr_value, m.meta_attr_unit from"
                + " R_META_MAIN m join R_OBJT_METAMAP p on p.meta_id = m.meta_id where p.object_id = ?"
                + " and m.meta_id = ?", Metadata::avu, object, id);
        return avu.isPresent() && remove(session, object, avu.get());
    }

    /** How often those are used that an object has of an attribute, by it and by others; up to three. */
    public int uses(CatalogSession session, long object, String attribute) throws SQLException {
        return session.all("select 1 from R_OBJT_METAMAP where meta_id in (select m.meta_id from R_META_MAIN m"
                + " join R_OBJT_METAMAP p on p.meta_id = m.meta_id where p.object_id = ? and m.meta_attr_name = ?) limit 3",
                row -> row.getInt(1), object, attribute).size();
    }

    private static Avu avu(ResultSet row) throws SQLException {
        return new Avu(row.getString(1), row.getString(2), row.getString(3));
    }

    public List<Avu> of(CatalogSession session, long object) throws SQLException {
        return session.all("select m.meta_attr_name, m.meta_attr_value, m.meta_attr_unit from R_META_MAIN m"
                + " join R_OBJT_METAMAP p on p.meta_id = m.meta_id where p.object_id = ?",
                Metadata::avu, object);
    }

    /** Takes all metadata off an object that goes. */
    void forget(CatalogSession session, long object) throws SQLException {
        if (session.exists("select 1 from R_OBJT_METAMAP where object_id = ? limit 1", object)) {
            for (Avu avu : of(session, object)) {
                remove(session, object, avu);
            }
        }
    }

    private static Optional<Long> find(CatalogSession session, Avu avu) throws SQLException {
        return session.first("select meta_id from R_META_MAIN where meta_attr_name = ? and meta_attr_value = ? and"
                + " meta_attr_unit = ?", row -> row.getLong(1), avu.attribute(), avu.value(), avu.unit());
    }
}
