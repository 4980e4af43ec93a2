package io.sampan.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A few connections that only read, made when they are first needed. A caller that comes when all
/// are in use waits. A connection on which a query failed is closed, as nobody can tell what state
/// it is in.
final class ReadHandles implements AutoCloseable {

    private final Path path;
    private final Supplier<Handle> open;
    private final int most;
    private final Semaphore free;
    private final List<Handle> idle = new ArrayList<>();

    ReadHandles(Path path, Supplier<Handle> open, int most) {
        this.path = path;
        this.open = open;
        this.most = most;
        this.free = new Semaphore(most, true);
    }

    <T> T run(Function<Handle, T> query) {
        free.acquireUninterruptibly();
        try {
            var handle = take();
            try {
                var result = SqliteDamage.read(path, () -> query.apply(handle));
                giveBack(handle);
                return result;
            } catch (RuntimeException | Error e) {
                WriterConnection.closeQuietly(path, handle);
                throw e;
            }
        } catch (JdbiException e) {
            throw new DiskException("cannot read " + path, e);
        } finally {
            free.release();
        }
    }

    private Handle take() {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.removeLast();
            }
        }
        return open.get();
    }

    private void giveBack(Handle handle) {
        synchronized (idle) {
            idle.add(handle);
        }
    }

    /// Waits for the readers, and closes the connections. Nobody reads afterwards.
    @Override
    public void close() {
        free.acquireUninterruptibly(most);
        idle.forEach(Handle::close);
        idle.clear();
    }
}
