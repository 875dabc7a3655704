package io.irodsingest.miniirods.catalog;

import io.irodsingest.miniirods.wire.WireText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to the catalog with its prepared statements and the changes of in-memory state that wait for the
 * commit. One session of a client has one; not thread-safe.
 */
public final class CatalogSession implements AutoCloseable {
    /** What PostgreSQL says: character_not_in_repertoire. */
    public static final String NO_TEXT = "22021";

    private final Connection connection;
    private final Storage storage;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    CatalogSession(Connection connection, Storage storage) {
        this.connection = connection;
        this.storage = storage;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** The connection itself, for queries that others build. */
    public Connection connection() {
        return connection;
    }

    public int update(String sql, Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.ofNullable(mapper.map(rows)) : Optional.empty();
        }
    }

    public <T> List<T> all(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(mapper.map(rows));
            }
            return found;
        }
    }

    public boolean exists(String sql, Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next();
        }
    }

    /** Runs when, and only when, what was done so far is committed. */
    public void afterCommit(Runnable change) {
        afterCommit.add(change);
    }

    public void commit() throws SQLException {
        connection.commit();
        List<Runnable> changes = List.copyOf(afterCommit);
        afterCommit.clear();
        changes.forEach(Runnable::run);
    }

    public void rollback() throws SQLException {
        afterCommit.clear();
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private String checked(String text) throws SQLException {
        if (!storage.takesBytes() && WireText.hasOddBytes(text)) {
            throw new SQLException("invalid byte sequence for encoding \"UTF8\"", NO_TEXT);
        }
        return text;
    }

    private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case String text -> statement.setString(i + 1, checked(text));
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                default -> statement.setObject(i + 1, parameters[i]);
            }
        }
        return statement;
    }
}
