package io.sampan.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A few connections that only read, made when they are first needed. Whoever comes when all are in
/// use waits.
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
                return SqliteDamage.read(path, () -> query.apply(handle));
            } finally {
                giveBack(handle);
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
