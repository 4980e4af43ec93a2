package io.sampan.disk;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Keeps the statements of one connection prepared: a small change is mostly the parsing of its
/// SQL. A statement that is in use is nobody else's. The project's SQL is fixed texts, so they are
/// few; should they be many, the rest is prepared each time. Used as the connection is, by one
/// thread at a time.
final class KeptStatements extends DefaultStatementBuilder {

    private static final int MOST = 64;

    private final Map<String, PreparedStatement> idle = new HashMap<>();

    /// What they were prepared of: JDBI gives a statement back under the text that it was asked
    /// for, which still has the names of its parameters in it.
    private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return context.isReturningGeneratedKeys()
                ? super.create(connection, sql, context)
                : take(connection, sql);
    }

    /// A statement that is the caller's until it is given back.
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        var kept = idle.remove(sql);
        var statement = kept == null ? connection.prepareStatement(sql) : kept;
        inUse.put(statement, sql);
        return statement;
    }

    @Override
    public void close(Connection connection, String asked, Statement statement)
            throws SQLException {
        if (statement instanceof PreparedStatement prepared && inUse.containsKey(prepared)) {
            prepared.clearBatch();
            prepared.clearParameters();
            giveBack(prepared);
        } else {
            super.close(connection, asked, statement);
        }
    }

    /// The end of what [#take] began.
    void giveBack(PreparedStatement statement) throws SQLException {
        var sql = requireNonNull(inUse.remove(statement), "taken from here");
        if (idle.size() < MOST && !idle.containsKey(sql)) {
            idle.put(sql, statement);
        } else {
            statement.close();
        }
    }

    @Override
    public void close(Connection connection) {
        for (var statement : idle.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                throw new DiskException("a statement cannot be closed", e);
            }
        }
        idle.clear();
    }
}
