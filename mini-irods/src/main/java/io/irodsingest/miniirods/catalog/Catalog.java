package io.irodsingest.miniirods.catalog;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The catalog: tables in the database and what every request needs of them in memory. A request that changes the
 * shape of the collection tree or the permissions holds {@link #lock} exclusively, others that write hold it shared;
 * so the copies in memory cannot contradict the tables. Thread-safe.
 */
public final class Catalog implements AutoCloseable {
    private final Database database;
    private final String zone;
    private final Users users = new Users();
    private final Resources resources = new Resources();
    private final Collections collections = new Collections(this);
    private final DataObjects dataObjects = new DataObjects(this);
    private final Metadata metadata = new Metadata(this);
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private Catalog(Database database, String zone) {
        this.database = database;
        this.zone = zone;
    }

    /**
     * Opens a catalog and fills it like that of a fresh zone when it is new.
     *
     * @param storage how it is kept
     * @param setup zone, administrator and vaults of a new catalog
     */
    public static Catalog open(Storage storage, Bootstrap setup) throws SQLException, IOException {
        Catalog catalog = new Catalog(Database.open(storage), setup.zone());
        try (CatalogSession session = catalog.session()) {
            if (!session.exists("select 1 from R_ZONE_MAIN")) {
                setup.fill(catalog, session);
            }
            setup.passwordOf(session);
            session.update("update R_DATA_MAIN set data_is_dirty = 0 where data_is_dirty = 2");
            session.update("update R_DATA_MAIN set data_is_dirty = 0 where data_is_dirty = 3");
            session.commit();
            catalog.users.load(session);
            catalog.resources.load(session);
            catalog.collections.load(session);
            session.commit();
        } catch (SQLException | RuntimeException e) {
            catalog.close();
            throw e;
        }
        return catalog;
    }

    public CatalogSession session() throws SQLException {
        return database.open();
    }

    public long newId() throws SQLException {
        return database.newId();
    }

    public String zone() {
        return zone;
    }

    public Users users() {
        return users;
    }

    public Resources resources() {
        return resources;
    }

    public Collections collections() {
        return collections;
    }

    public DataObjects dataObjects() {
        return dataObjects;
    }

    public Metadata metadata() {
        return metadata;
    }

    public ReadWriteLock lock() {
        return lock;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
