package io.sampan.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A SQLite database in a file, with one writer and group commit: changes that come together share
/// one transaction and one sync, so a thousand small changes cost little more than one.
///
/// ```
///  caller ──write──▶ ┌───────┐   writer thread    ┌────────────────────────────────┐
///  caller ──write──▶ │ queue │ ─ takes what is ─▶ │ BEGIN  c1  c2  c3 …  COMMIT    │ ─▶ all three
///  caller ──write──▶ └───────┘   there (bounded)  └────────────────────────────────┘    return
/// ```
///
/// The file is in WAL mode with full sync: a commit is *synced*. Several processes may open the
/// same file; they wait for each other for up to 10 seconds. Readers never wait. The file is
/// readable by its owner only. All methods may be called from any thread, virtual ones too; they
/// block. SQLite holds the carrier of a virtual thread while it works, so few connections read.
///
/// Every method throws [DiskException] when the database fails.
public final class SqliteFile implements AutoCloseable {

    private final CommitQueue writer;
    private final ReadHandles readers;
    private final DataVersion version;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteFile(CommitQueue writer, ReadHandles readers, DataVersion version) {
        this.writer = writer;
        this.readers = readers;
        this.version = version;
    }

    /// Opens or makes the database, and brings it to the newest version.
    ///
    /// @param migrations SQL scripts; the first makes version 1 of an empty database, each further
    ///   one the next version. A script that was published is never changed
    /// @throws DamagedFileException if it is no database, or a damaged one; it was moved aside, and
    ///   the message says where to
    /// @throws DiskException also if the database is of a newer version than the scripts make; the
    ///   message says so
    public static SqliteFile open(Path path, List<String> migrations) {
        return open(path, migrations, SqliteOptions.DEFAULT);
    }

    /// The same, with settings.
    public static SqliteFile open(Path path, List<String> migrations, SqliteOptions options) {
        return open(path, migrations, options, handle -> {});
    }

    /// The same, for a database that is small enough to be read as a whole each time.
    ///
    /// @param look reads all that has to make sense; if anything throws, the file is refused with
    ///   [DamagedFileException], and stays where it is
    public static SqliteFile open(Path path, List<String> migrations, Consumer<Handle> look) {
        return open(path, migrations, SqliteOptions.DEFAULT, look);
    }

    private static SqliteFile open(
            Path path, List<String> migrations, SqliteOptions options, Consumer<Handle> look) {
        return open(
                new SqliteConnections(path, options, SqliteConnections.SQLITE), migrations, look);
    }

    /// On a full disk a database cannot be opened without its reserve.
    static SqliteFile open(
            SqliteConnections connections, List<String> migrations, Consumer<Handle> look) {
        var damage = new SqliteDamage(connections.path());
        var reserve = DiskReserve.beside(connections.path(), connections.options().reserveBytes());
        while (true) {
            try {
                return open(connections, reserve, migrations, look);
            } catch (DiskException e) {
                if (damage.isCauseOf(e)) {
                    throw damage.setAside(e);
                }
                if (!e.isFull() || !reserve.giveSlice()) {
                    throw e;
                }
            }
        }
    }

    private static SqliteFile open(
            SqliteConnections connections,
            DiskReserve reserve,
            List<String> migrations,
            Consumer<Handle> look) {
        var path = connections.path();
        var options = connections.options();
        var writing = connections.writing();
        try {
            if (options.checked()) {
                SqliteDamage.check(path, writing);
            }
            new Migrations(path, migrations).bringUp(writing);
            look(path, writing, look);
            var _ = reserve.fill();
            var version = new DataVersion(path, connections::reading).begin();
            return new SqliteFile(
                    new CommitQueue(
                            path,
                            new WriterConnection(path, connections::writing, writing),
                            reserve,
                            options.changesPerCommit()),
                    new ReadHandles(path, connections::reading, options.readers()),
                    version);
        } catch (RuntimeException e) {
            WriterConnection.closeQuietly(path, writing);
            throw e;
        }
    }

    private static void look(Path path, Handle handle, Consumer<Handle> look) {
        try {
            var _ =
                    SqliteDamage.read(
                            path,
                            () -> {
                                look.accept(handle);
                                return true;
                            });
        } catch (JdbiException e) {
            throw new DiskException("cannot read " + path, e);
        }
    }

    /// Makes a change and returns what it returned, once it is *synced*. A change that throws is
    /// undone alone, and its exception is thrown here; other changes are not affected.
    ///
    /// @param change runs on the writer's thread, in a transaction with others; it neither begins
    ///   nor ends one, waits for nothing, and does not keep the handle. It runs again if the
    ///   transaction was lost to a fault, so it changes nothing but the database
    public <T> T write(Function<Handle, T> change) {
        return writer.run(change, false);
    }

    /// The same for a change that gives space back, or lets others do so: on a full disk it may use
    /// the reserve ([SqliteOptions#reserveBytes]), which nothing else touches.
    public <T> T writeFromReserve(Function<Handle, T> change) {
        return writer.run(change, true);
    }

    /// The same for a change that returns nothing.
    public void changeFromReserve(Consumer<Handle> change) {
        var _ =
                writeFromReserve(handle -> {
                    change.accept(handle);
                    return true;
                });
    }

    /// The same for a change that returns nothing.
    public void change(Consumer<Handle> change) {
        var _ =
                write(handle -> {
                    change.accept(handle);
                    return true;
                });
    }

    /// Reads what is committed; one call sees one state if it reads in one statement.
    ///
    /// @param query runs on the caller's thread, and does not keep the handle
    public <T> T read(Function<Handle, T> query) {
        return readers.run(query);
    }

    /// Writes a copy of one committed state to a new file, while others go on writing here.
    /// *Synced*, but for its name in the folder.
    ///
    /// @param copy no such file is there yet
    public void copyTo(Path copy) {
        var _ =
                read(handle -> {
                    handle.execute("PRAGMA query_only = false");
                    try {
                        handle.execute("VACUUM INTO ?", copy.toAbsolutePath().toString());
                    } finally {
                        handle.execute("PRAGMA query_only = true");
                    }
                    return true;
                });
        try (var file = Disk.real().open(copy, Disk.Access.WRITE)) {
            file.sync();
        }
    }

    /// A number that is another one after anybody, in this process or another, has committed a
    /// change. Cheap to ask for every second.
    public long dataVersion() {
        return version.now();
    }

    /// Waits for changes that were already asked for, and closes the file. A second time it does
    /// nothing.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (version;
                readers) {
            writer.close();
        }
    }
}
