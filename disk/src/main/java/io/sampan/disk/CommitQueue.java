package io.sampan.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a database: a thread that takes all changes that wait, makes them in one
/// transaction, and lets their callers go once it is committed. While it syncs, the next ones
/// gather. Those who were just let go often come back at once; where fewer wait than the last
/// commit had, it waits for them a moment, much shorter than a commit takes, so that one sync
/// serves all of them instead of half. The queue needs no bound of its own: each caller waits for
/// its one change.
final class CommitQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    /// The part of the last commit's time that the next one waits for more changes, at most.
    private static final int SHARE_OF_A_COMMIT = 8;

    private static final BareStatement BEGIN = new BareStatement("BEGIN IMMEDIATE");
    private static final BareStatement COMMIT = new BareStatement("COMMIT");
    private static final BareStatement ROLLBACK = new BareStatement("ROLLBACK");

    private final Path path;
    private final Handle handle;
    private final int changesPerCommit;
    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Change<Boolean> stop = new Change<>(_ -> true);
    private final Thread thread;
    private volatile boolean ended;
    // Of the last commit; used by the writer's thread.
    private int lastChanges;
    private long lastNanos;

    /// @param handle belongs to this object from now on
    CommitQueue(Path path, Handle handle, int changesPerCommit) {
        this.path = path;
        this.handle = handle;
        this.changesPerCommit = changesPerCommit;
        this.thread =
                Thread.ofPlatform()
                        .name("writer of " + path.getFileName())
                        .daemon()
                        .start(this::takeAndCommit);
    }

    <T> T run(Function<Handle, T> work) {
        var change = new Change<>(work);
        waiting.add(change);
        if (ended) {
            refuseWaiting();
        }
        return change.await(path);
    }

    private void takeAndCommit() {
        try (handle) {
            var batch = new ArrayList<Change<?>>();
            while (!batch.contains(stop)) {
                batch.clear();
                batch.add(waiting.take());
                gather(batch);
                var begun = System.nanoTime();
                commit(batch);
                lastNanos = System.nanoTime() - begun;
                lastChanges = batch.size();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.atError().addKeyValue("database", path).setCause(e).log("The writer has died");
        } finally {
            ended = true;
            refuseWaiting();
        }
    }

    private void gather(List<Change<?>> batch) throws InterruptedException {
        var end = System.nanoTime() + lastNanos / SHARE_OF_A_COMMIT;
        waiting.drainTo(batch, changesPerCommit - 1);
        while (batch.size() < lastChanges) {
            var next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private void commit(List<Change<?>> batch) {
        try {
            BEGIN.change(handle);
            batch.forEach(change -> change.make(handle));
            COMMIT.change(handle);
        } catch (JdbiException e) {
            rollBack();
            batch.forEach(change -> change.fail(e));
        }
        batch.forEach(Change::finish);
    }

    private void rollBack() {
        try {
            ROLLBACK.change(handle);
        } catch (JdbiException e) {
            // SQLite has done so itself, or never began.
            LOG.atDebug().addKeyValue("database", path).setCause(e).log("Nothing to roll back");
        }
    }

    private void refuseWaiting() {
        for (var change = waiting.poll(); change != null; change = waiting.poll()) {
            change.fail(new DiskException(path + " is closed"));
            change.finish();
        }
    }

    /// Commits what waits, and ends the thread.
    @Override
    public void close() {
        waiting.add(stop);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
