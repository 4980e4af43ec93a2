package io.sampan.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// Makes connections to one database file, each with the settings that every connection needs.
///
/// @param driver opens a connection, given a URL and settings; tests put one underneath that fails
record SqliteConnections(Path path, SqliteOptions options, Driver driver) {

    /// As JDBC's own, without its other methods.
    interface Driver {
        Connection connect(String url, Properties settings) throws SQLException;
    }

    static final Driver SQLITE =
            (url, settings) -> {
                SqliteLibrary.prepare();
                return JDBC.createConnection(url, settings);
            };

    private static final String URL = "jdbc:sqlite:";
    private static final int BUSY_MILLIS = 10_000;

    SqliteConnections {
        if (path.toString().indexOf('?') >= 0) {
            throw new DiskException("a database cannot have a ? in its path: " + path);
        }
    }

    /// A connection that may write. Makes the file, readable by its owner only, if it is not there.
    Handle writing() {
        try {
            Files.createFile(path, RealDisk.OWNER_FILE);
        } catch (FileAlreadyExistsException e) {
            if (Files.isSymbolicLink(path)) {
                throw new DiskException(path + " is a link; databases are files", e);
            }
        } catch (IOException e) {
            throw new DiskException("cannot make " + path, e);
        }
        return open(settings());
    }

    /// A connection that only reads.
    Handle reading() {
        var handle = open(settings());
        try {
            handle.execute("PRAGMA query_only = true");
            return handle;
        } catch (JdbiException e) {
            WriterConnection.closeQuietly(path, handle);
            throw new DiskException("cannot open database " + path, e);
        }
    }

    private SQLiteConfig settings() {
        var settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        settings.setJournalMode(JournalMode.WAL);
        settings.setSynchronous(SynchronousMode.FULL);
        settings.enforceForeignKeys(true);
        settings.setWalAutocheckpoint(options.checkpointPages());
        settings.setGetGeneratedKeys(false);
        return settings;
    }

    private Handle open(SQLiteConfig settings) {
        try {
            var connection = driver.connect(URL + path.toAbsolutePath(), settings.toProperties());
            return Jdbi.open(connection).setStatementBuilder(new KeptStatements());
        } catch (SQLException e) {
            throw new DiskException("cannot open database " + path, e);
        }
    }
}
