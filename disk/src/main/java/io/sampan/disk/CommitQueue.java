package io.sampan.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a database: a thread that takes all changes that wait, makes them in one
/// transaction, and lets their callers go once it is committed. While it syncs, the next ones
/// gather ([WaitingChanges]); it waits for more of them no longer than a commit takes. The queue
/// needs no bound of its own: each caller waits for its one change.
final class CommitQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private static final long LONGEST_WAIT = Duration.ofMillis(5).toNanos();

    private static final BareStatement BEGIN = new BareStatement("BEGIN IMMEDIATE");
    private static final BareStatement COMMIT = new BareStatement("COMMIT");
    private static final BareStatement ROLLBACK = new BareStatement("ROLLBACK");

    private final Path path;
    private final Handle handle;
    private final WaitingChanges waiting;
    private final Change<Boolean> stop = new Change<>(_ -> true);
    private final Thread thread;
    private volatile boolean ended;

    /// @param handle belongs to this object from now on
    CommitQueue(Path path, Handle handle, int changesPerCommit) {
        this.path = path;
        this.handle = handle;
        this.waiting = new WaitingChanges(changesPerCommit);
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
            var batch = List.<Change<?>>of();
            var until = System.nanoTime();
            while (!batch.contains(stop)) {
                batch = waiting.take(batch.size(), until);
                var begun = System.nanoTime();
                commit(batch);
                var end = System.nanoTime();
                until = end + Math.min(end - begun, LONGEST_WAIT);
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
        for (var change : waiting.takeAll()) {
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
