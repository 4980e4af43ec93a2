package io.sampan.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a database: a thread that takes all changes that wait, makes them in one
/// transaction, and lets their callers go once it is committed. While it syncs, the next ones
/// gather ([WaitingChanges]); it waits for more of them no longer than a commit takes. The queue
/// needs no bound of its own: each caller waits for its one change.
///
/// ```
///   batch ──▶ transaction ──ok──▶ every caller goes
///                 │ fault: another connection ([WriterConnection])
///                 ▼
///             each change in a transaction of its own ──ok──▶ its caller goes
///                 │ fault: another connection
///                 ▼
///             disk full, and the change may use the reserve ──▶ give a slice up, once more
///                 │ otherwise
///                 ▼
///             its caller gets the fault
/// ```
///
/// No fault ends the thread, and none of them outlasts its cause: once the disk works again, so
/// does the next change.
final class CommitQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private static final long LONGEST_WAIT = Duration.ofMillis(5).toNanos();
    private static final long BETWEEN_FILLS = Duration.ofMillis(500).toNanos();
    private static final long NEARLY_FULL = 1 << 20;

    private static final BareStatement BEGIN = new BareStatement("BEGIN IMMEDIATE");
    private static final BareStatement COMMIT = new BareStatement("COMMIT");

    private final Path path;
    private final WriterConnection connection;
    private final DiskReserve reserve;
    private final WaitingChanges waiting;
    private final Change<Boolean> stop = new Change<>(_ -> true, true);
    private final Thread thread;
    private long nextFill = System.nanoTime();
    private volatile boolean ended;

    /// @param connection belongs to this object from now on
    CommitQueue(Path path, WriterConnection connection, DiskReserve reserve, int changesPerCommit) {
        this.path = path;
        this.connection = connection;
        this.reserve = reserve;
        this.waiting = new WaitingChanges(changesPerCommit);
        this.thread =
                Thread.ofPlatform()
                        .name("writer of " + path.getFileName())
                        .daemon()
                        .start(this::takeAndCommit);
    }

    /// @param mayUseReserve whether the work gives space back, and may use the reserve for that
    <T> T run(Function<Handle, T> work, boolean mayUseReserve) {
        var change = new Change<>(work, mayUseReserve);
        waiting.add(change);
        if (ended) {
            refuseWaiting();
        }
        return change.await(path);
    }

    private void takeAndCommit() {
        try (connection) {
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
        } finally {
            ended = true;
            refuseWaiting();
        }
    }

    /// Makes all changes of a batch, or tells their callers why not. Whatever happens, the thread
    /// goes on.
    private void commit(List<Change<?>> batch) {
        try {
            var possible = fillReserve() ? batch : refuseGrowing(batch);
            try {
                transaction(possible);
            } catch (RuntimeException | Error e) {
                onFault(e);
                possible.forEach(change -> retryOrFail(change, e));
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("database", path).setCause(e).log("the writer failed");
            batch.forEach(change -> change.fail(e));
        } finally {
            batch.forEach(Change::finish);
        }
    }

    private void transaction(List<Change<?>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var handle = connection.handle();
        BEGIN.change(handle);
        changes.forEach(change -> change.make(handle));
        COMMIT.change(handle);
    }

    /// One change failed, or the commit: what was in the transaction is lost.
    private void onFault(Throwable fault) {
        LOG.atWarn()
                .addKeyValue("database", path)
                .setCause(fault)
                .log("a transaction failed and is undone; its changes are made again, each alone");
        connection.discard();
    }

    /// Another process that holds the database for longer than SQLite waits would hold up each
    /// change for as long again.
    private void retryOrFail(Change<?> change, Throwable fault) {
        if (SqliteFaults.isBusy(fault)) {
            change.fail(fault);
        } else {
            commitAlone(change);
        }
    }

    private void commitAlone(Change<?> change) {
        while (true) {
            try {
                transaction(List.of(change));
                return;
            } catch (RuntimeException | Error e) {
                connection.discard();
                if (!change.mayUseReserve() || !isFull(e) || !reserve.giveSlice()) {
                    change.fail(e);
                    return;
                }
            }
        }
    }

    /// On a disk without space some calls fail in other words: a file that cannot be made, or be
    /// enlarged.
    private boolean isFull(Throwable fault) {
        return SqliteFaults.isFull(fault) || freeBytes() < NEARLY_FULL;
    }

    private long freeBytes() {
        var folder = path.toAbsolutePath().getParent();
        try {
            return folder == null ? Long.MAX_VALUE : Disk.real().usableBytes(folder);
        } catch (DiskException e) {
            return Long.MAX_VALUE;
        }
    }

    /// Makes the reserve whole again, and says whether it is.
    private boolean fillReserve() {
        if (reserve.isWhole()) {
            return true;
        }
        var now = System.nanoTime();
        if (now - nextFill < 0) {
            return false;
        }
        nextFill = now + BETWEEN_FILLS;
        return reserve.fill();
    }

    /// While the reserve is not whole, its rest is for those who give space back.
    ///
    /// @return them
    private List<Change<?>> refuseGrowing(List<Change<?>> batch) {
        for (var change : batch) {
            if (!change.mayUseReserve()) {
                change.fail(DiskException.full(path));
            }
        }
        return batch.stream().filter(Change::mayUseReserve).toList();
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
