package io.irodsingest.miniirods.catalog;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.tools.RunScript;

/** The SQL database: in memory, gone with {@link #close}, in a file, or in a server of its own. Thread-safe. */
final class Database implements AutoCloseable {
    private static final String SETTINGS = ";LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE";
    private static final int ID_BLOCK = 500;

    private final String url;
    private final Storage storage;
    /** Keeps the database open between sessions and hands out ids. */
    private final Connection keeper;
    private long[] ids = {};
    private int nextId;

    private Database(String url, Storage storage) throws SQLException, IOException {
        this.url = url;
        this.storage = storage;
        this.keeper = DriverManager.getConnection(url);
        try (Reader schema = new InputStreamReader(Database.class.getResourceAsStream("schema.sql"),
                StandardCharsets.UTF_8)) {
            RunScript.execute(keeper, schema);
        }
    }

    static Database open(Storage storage) throws SQLException, IOException {
        return new Database(storage.address().orElseGet(() -> "jdbc:h2:mem:" + UUID.randomUUID()) + SETTINGS, storage);
    }

    CatalogSession open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return new CatalogSession(connection, storage);
    }

    /** An id that no object had before. Ids of a block that is not used up are lost when the server ends. */
    synchronized long newId() throws SQLException {
        if (nextId == ids.length) {
            ids = block();
            nextId = 0;
        }
        return ids[nextId++];
    }

    private long[] block() throws SQLException {
        try (Statement statement = keeper.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select next value for R_OBJECTID from system_range(1, " + ID_BLOCK + ")")) {
            long[] block = new long[ID_BLOCK];
            for (int i = 0; rows.next(); i++) {
                block[i] = rows.getLong(1);
            }
            return block;
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            if (!url.startsWith(Storage.SERVER)) {
                statement.execute("shutdown");
            }
        } finally {
            keeper.close();
        }
    }
}
