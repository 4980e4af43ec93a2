package io.sampan.disk;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that the writer of a database works with. After a fault nobody can tell what
/// state a connection is in: SQLite may have ended the transaction by itself or not, and the driver
/// closes statements. It is therefore closed, which undoes what was not committed, and the next
/// caller gets another one.
///
/// Not thread-safe: used by the one thread that writes.
final class WriterConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private final Path path;
    private final Supplier<Handle> opening;
    private @Nullable Handle open;

    /// @param opening opens another connection
    /// @param first an open one, which belongs to this object from now on
    WriterConnection(Path path, Supplier<Handle> opening, Handle first) {
        this.path = path;
        this.opening = opening;
        this.open = first;
    }

    /// The connection, opened if there is none.
    ///
    /// @throws DiskException if it cannot be opened
    Handle handle() {
        var handle = open;
        if (handle == null) {
            handle = opening.get();
            open = handle;
        }
        return handle;
    }

    /// Closes the connection after a fault.
    void discard() {
        var handle = open;
        open = null;
        if (handle != null) {
            closeQuietly(path, handle);
        }
    }

    /// Closes a connection after a fault. That it says another fault then is to be expected.
    static void closeQuietly(Path path, Handle handle) {
        try {
            handle.close();
        } catch (JdbiException | DiskException e) {
            LOG.atDebug()
                    .addKeyValue("database", path)
                    .setCause(e)
                    .log("a connection that failed could not be closed cleanly");
        }
    }

    @Override
    public void close() {
        var handle = open;
        open = null;
        if (handle != null) {
            handle.close();
        }
    }
}
