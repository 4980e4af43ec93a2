package io.sampan.client.upload;

import io.sampan.client.lane.StoppedException;
import io.sampan.model.Md5;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Computes the MD5 of a file on a thread of its own, beside the sending: MD5 has no tree, so it
/// has to be read from its first byte to its last.
final class Md5Reader implements AutoCloseable {

    private final FutureTask<Optional<Md5>> task;

    private Md5Reader(FutureTask<Optional<Md5>> task) {
        this.task = task;
    }

    /// @param wanted whether one is wanted at all; otherwise nothing is read
    static Md5Reader start(SourceFile source, boolean wanted) {
        var task =
                new FutureTask<>(() -> wanted ? Optional.of(read(source)) : Optional.<Md5>empty());
        Thread.ofVirtual().name("md5").start(task);
        return new Md5Reader(task);
    }

    private static Md5 read(SourceFile source) {
        var hasher = Md5.hasher();
        var piece = ByteBuffer.allocate(256 << 10);
        for (long at = 0; at < source.size(); at += piece.limit()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoppedException();
            }
            piece.clear().limit((int) Math.min(piece.capacity(), source.size() - at));
            source.read(at, piece);
            hasher.update(piece.flip());
        }
        return Md5.finish(hasher);
    }

    /// Waits for it; empty if none is wanted.
    ///
    /// @throws StoppedException if the calling thread is interrupted
    /// @throws RuntimeException if the source cannot be read, or has changed
    Optional<Md5> digest() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        task.cancel(true);
    }
}
