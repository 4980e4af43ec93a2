package io.sampan.disk;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Asks SQLite whether anybody has committed anything, over one connection that is kept for it: the
/// number means something on the same connection only.
final class DataVersion implements AutoCloseable {

    private final Handle handle;

    /// @param handle only reads, and belongs to this object from now on
    DataVersion(Handle handle) {
        this.handle = handle;
    }

    synchronized long now() {
        try {
            return handle.createQuery("PRAGMA data_version").mapTo(Long.class).one();
        } catch (JdbiException e) {
            throw new DiskException("cannot ask for the data version", e);
        }
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
