package io.sampan.disk;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Asks SQLite whether anything was committed, over one connection that is kept for it: the number
/// means something on the same connection only. After a fault another connection is opened, and the
/// number is another one, as something may have been committed meanwhile.
final class DataVersion implements AutoCloseable {

    private final Path path;
    private final Supplier<Handle> opening;
    private @Nullable Handle handle;
    private long connections;

    /// @param opening opens a connection that only reads
    DataVersion(Path path, Supplier<Handle> opening) {
        this.path = path;
        this.opening = opening;
    }

    /// Opens the connection, so that what is committed from now on is noticed.
    synchronized DataVersion begin() {
        var _ = open();
        return this;
    }

    synchronized long now() {
        try {
            var version = open().createQuery("PRAGMA data_version").mapTo(Integer.class).one();
            return connections << Integer.SIZE | Integer.toUnsignedLong(version);
        } catch (JdbiException e) {
            discard();
            throw new DiskException("cannot ask for the data version of " + path, e);
        }
    }

    private Handle open() {
        var current = handle;
        if (current == null) {
            current = opening.get();
            handle = current;
            connections++;
        }
        return current;
    }

    private void discard() {
        var failed = handle;
        handle = null;
        if (failed != null) {
            WriterConnection.closeQuietly(path, failed);
        }
    }

    @Override
    public synchronized void close() {
        discard();
    }
}
