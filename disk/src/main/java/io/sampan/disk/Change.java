package io.sampan.disk;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// One change that waits for its commit. Made, failed and finished by the writer's thread; awaited
/// by its caller.
final class Change<T> {

    private static final BareStatement BEGIN = new BareStatement("SAVEPOINT change");
    private static final BareStatement UNDO = new BareStatement("ROLLBACK TO change");
    private static final BareStatement END = new BareStatement("RELEASE change");

    private final Function<Handle, T> work;
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Change(Function<Handle, T> work) {
        this.work = work;
    }

    /// Makes the change in the open transaction; if it throws, undoes it alone.
    ///
    /// @throws JdbiException if the transaction is lost
    void make(Handle handle) {
        BEGIN.change(handle);
        try {
            result = requireNonNull(work.apply(handle), "a change returns something");
        } catch (RuntimeException | Error e) {
            failure = e;
            UNDO.change(handle);
        }
        END.change(handle);
    }

    /// The commit failed.
    void fail(Throwable cause) {
        failure = cause;
    }

    /// Lets the caller go.
    void finish() {
        finished.countDown();
    }

    /// Waits until the change is committed and synced. An interrupt does not disturb it, as nobody
    /// could tell then whether the change was made; it stays set.
    T await(Path database) {
        awaitFinished();
        switch (failure) {
            case null -> {}
            case JdbiException e -> throw new DiskException("cannot change " + database, e);
            case DiskException e -> throw new DiskException(String.valueOf(e.getMessage()), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
        return requireNonNull(result);
    }

    private void awaitFinished() {
        var interrupted = false;
        while (true) {
            try {
                finished.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
