package io.sampan.client.journal;

import io.sampan.disk.DiskException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Which process works on the queue of a user's home: the one that holds this lock. It is free as
/// soon as that process ends, however it ends.
///
/// It is an exclusive lock on a SQLite file that is always empty. The operating system's own file
/// locks would do but for one rule of theirs: a process loses them when it closes *any* handle on
/// the file, in any part of the program. SQLite has an answer to that. One thread at a time.
public final class RunnerLock implements AutoCloseable {

    private final Path path;
    private @Nullable Connection held;

    /// @param path of the lock's file; made if it is not there
    public RunnerLock(Path path) {
        this.path = path;
    }

    /// Whether this object holds it.
    public boolean isHeld() {
        return held != null;
    }

    /// Takes the lock if nobody has it, and says whether this object has it now.
    public boolean tryTake() {
        if (held != null) {
            return true;
        }
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + path);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 0");
                statement.execute("BEGIN EXCLUSIVE");
            }
            held = connection;
            return true;
        } catch (SQLException e) {
            close(connection);
            if (isBusy(e)) {
                return false;
            }
            throw new DiskException("cannot lock " + path, e);
        }
    }

    private static boolean isBusy(SQLException e) {
        // SQLITE_BUSY, in its lowest byte.
        return (e.getErrorCode() & 0xFF) == 5;
    }

    /// Lets another process have it.
    public void release() {
        close(held);
        held = null;
    }

    private void close(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DiskException("cannot let go of " + path, e);
        }
    }

    @Override
    public void close() {
        release();
    }
}
