package io.sampan.disk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A driver whose calls into SQLite fail when it is told so, as they do on a bad or full disk: the
/// driver closes the statement, and SQLite may have ended the transaction by itself.
final class FailingDriver implements SqliteConnections.Driver {

    /// How a call fails.
    ///
    /// @param lasting whether all further calls fail as well, until [#mend]
    /// @param rollsBack whether SQLite ends the transaction by itself
    record Fault(SQLiteErrorCode code, boolean lasting, boolean rollsBack) {}

    /// What of JDBC reaches SQLite.
    private static final Set<String> CALLS =
            Set.of(
                    "prepareStatement",
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeBatch",
                    "next");

    private final Fault fault;
    private int untilFault;
    private boolean mended;
    private boolean failed;

    /// @param which call fails, the first is number 1
    FailingDriver(Fault fault, int which) {
        this.fault = fault;
        this.untilFault = which;
    }

    /// From now on no call fails.
    synchronized void mend() {
        mended = true;
    }

    /// Whether any call has failed.
    synchronized boolean hasFailed() {
        return failed;
    }

    private synchronized boolean failsNow() {
        untilFault--;
        var now = !mended && (untilFault == 0 || (untilFault < 0 && fault.lasting()));
        failed |= now;
        return now;
    }

    @Override
    public Connection connect(String url, Properties settings) throws SQLException {
        if (failsNow()) {
            throw failure("connect");
        }
        var real = SqliteConnections.SQLITE.connect(url, settings);
        return proxy(Connection.class, real, real);
    }

    private SQLiteException failure(String call) {
        return new SQLiteException("told to fail in " + call, fault.code());
    }

    private <T> T proxy(Class<T> type, T real, Connection connection) {
        InvocationHandler handler =
                (_, method, arguments) -> call(real, connection, method, arguments);
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object real, Connection connection, Method method, Object[] arguments)
            throws Throwable {
        if (CALLS.contains(method.getName()) && failsNow()) {
            if (real instanceof Statement statement) {
                statement.close();
            }
            if (fault.rollsBack()) {
                endTransaction(connection);
            }
            throw failure(method.getName());
        }
        try {
            var result = method.invoke(real, arguments);
            return switch (result) {
                case PreparedStatement statement ->
                        proxy(PreparedStatement.class, statement, connection);
                case Statement statement -> proxy(Statement.class, statement, connection);
                case ResultSet rows -> proxy(ResultSet.class, rows, connection);
                case null, default -> result;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endTransaction(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // There was none.
        }
    }
}
