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
    private final boolean mayUseReserve;
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Change(Function<Handle, T> work, boolean mayUseReserve) {
        this.work = work;
        this.mayUseReserve = mayUseReserve;
    }

    /// Whether it gives space back, and may use the reserve of a full disk for that.
    boolean mayUseReserve() {
        return mayUseReserve;
    }

    /// Makes the change in the open transaction; if it throws, undoes it alone. May be called again
    /// after the transaction was lost.
    ///
    /// @throws RuntimeException if the transaction is lost: what ended it
    void make(Handle handle) {
        failure = null;
        result = null;
        BEGIN.change(handle);
        try {
            result = requireNonNull(work.apply(handle), "a change returns something");
        } catch (RuntimeException | Error e) {
            if (SqliteFaults.endsTransaction(e)) {
                throw e;
            }
            failure = e;
            undo(handle, e);
        }
        END.change(handle);
    }

    private static void undo(Handle handle, Throwable cause) {
        try {
            UNDO.change(handle);
        } catch (JdbiException e) {
            e.addSuppressed(cause);
            throw e;
        }
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
