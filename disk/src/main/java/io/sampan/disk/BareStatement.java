package io.sampan.disk;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A statement that is made thousands of times in a second, past JDBI: what JDBI does around a
/// statement takes longer than SQLite takes for a small one. Its text is fixed, its values stand in
/// the order of its question marks, and it stays prepared. Used in a change or a query, with its
/// handle.
public record BareStatement(String sql) {

    /// What a row says.
    public interface Reading<T> {
        /// The value of the row that the cursor is on.
        T of(ResultSet row) throws SQLException;
    }

    /// Fails as JDBI's own statements do.
    private static final class Failed extends JdbiException {

        private static final long serialVersionUID = 1;

        Failed(String message, SQLException cause) {
            super(message, cause);
        }
    }

    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /// Makes a change.
    ///
    /// @param values each a `String`, a `Long`, an `Integer` or a `byte[]`
    /// @return how many rows it changed
    public int change(Handle handle, Object... values) {
        return execute(handle, PreparedStatement::executeUpdate, values);
    }

    /// The first row, where there is one.
    ///
    /// @param values as of [#change]
    public <T> Optional<T> first(Handle handle, Reading<T> reading, Object... values) {
        return execute(handle, statement -> first(statement, reading), values);
    }

    /// All rows.
    ///
    /// @param values as of [#change]
    public <T> List<T> all(Handle handle, Reading<T> reading, Object... values) {
        return execute(handle, statement -> all(statement, reading), values);
    }

    private static <T> List<T> all(PreparedStatement statement, Reading<T> reading)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reading.of(rows));
            }
            return all;
        }
    }

    private static <T> Optional<T> first(PreparedStatement statement, Reading<T> reading)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
        }
    }

    private <T> T execute(Handle handle, Execution<T> execution, Object... values) {
        var kept = (KeptStatements) handle.getStatementBuilder();
        try {
            var statement = kept.take(handle.getConnection(), sql);
            try {
                bind(statement, values);
                var result = execution.of(statement);
                kept.giveBack(statement);
                return result;
            } catch (SQLException e) {
                kept.discard(statement, e);
                throw e;
            } catch (RuntimeException | Error e) {
                kept.giveBack(statement);
                throw e;
            }
        } catch (SQLException e) {
            throw new Failed("cannot execute " + sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            switch (values[i]) {
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                default -> throw new IllegalArgumentException("no value for SQL: " + values[i]);
            }
        }
    }
}
