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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the statements of one connection prepared: a small change is mostly the parsing of its
/// SQL. A statement that is in use is nobody else's. The project's SQL is fixed texts, so they are
/// few; should they be many, the rest is prepared each time. Used as the connection is, by one
/// thread at a time.
final class KeptStatements extends DefaultStatementBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStatements.class);
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
            giveBack(prepared);
        } else {
            super.close(connection, asked, statement);
        }
    }

    /// The end of what [#take] began. A statement that the driver has closed, as it does after most
    /// faults, is not kept.
    void giveBack(PreparedStatement statement) throws SQLException {
        var sql = requireNonNull(inUse.remove(statement), "taken from here");
        if (isUsable(statement) && idle.size() < MOST && !idle.containsKey(sql)) {
            idle.put(sql, statement);
        } else {
            statement.close();
        }
    }

    /// The end of what [#take] began, after a fault of this statement. The next caller prepares
    /// another one. A statement that cannot even be closed goes with its connection.
    void discard(PreparedStatement statement, SQLException fault) {
        var _ = inUse.remove(statement);
        try {
            statement.close();
        } catch (SQLException e) {
            fault.addSuppressed(e);
        }
    }

    /// JDBI gives statements back after a fault as well as after a success.
    private static boolean isUsable(PreparedStatement statement) {
        try {
            if (statement.isClosed()) {
                return false;
            }
            statement.clearBatch();
            statement.clearParameters();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /// The connection closes: its statements are closed with it, whatever one of them says.
    @Override
    public void close(Connection connection) {
        for (var statement : idle.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.atDebug().setCause(e).log("a statement could not be closed");
            }
        }
        idle.clear();
        inUse.clear();
    }
}
