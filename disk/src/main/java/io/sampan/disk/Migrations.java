package io.sampan.disk;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The scripts that bring a database from any version to the newest, which is kept in SQLite's
/// `user_version`. A new database has version 0; `scripts.get(0)` makes version 1 of it.
record Migrations(Path path, List<String> scripts) {

    /// All missing scripts in one transaction, so that a kill leaves the old version or the newest.
    void bringUp(Handle handle) {
        try {
            handle.execute("BEGIN IMMEDIATE");
            var version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
            if (version < 0) {
                throw new DamagedFileException(path, "there is no version " + version);
            }
            if (version > scripts.size()) {
                throw new DiskException(
                        "%s is of version %d, written by a newer program; this one knows versions up to %d"
                                .formatted(path, version, scripts.size()));
            }
            for (var script : scripts.subList(version, scripts.size())) {
                run(handle, script);
            }
            handle.execute("PRAGMA user_version = " + scripts.size());
            handle.execute("COMMIT");
        } catch (JdbiException | SQLException e) {
            throw new DiskException("cannot bring " + path + " to its newest version", e);
        }
    }

    private static void run(Handle handle, String script) throws SQLException {
        try (var statement = handle.getConnection().createStatement()) {
            // Of JDBC's methods, SQLite's driver runs several statements with this one.
            statement.executeUpdate(script);
        }
    }
}
