package io.sampan.disk;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteException;

/// Finds out that a database is damaged, and moves it aside with its log: SQLite would play a log
/// into whatever has its name.
///
/// @param path of the database
record SqliteDamage(Path path) {

    private static final List<String> BESIDE = List.of("", "-wal", "-shm");

    /// Looks at every page, but not into the indexes: what a damaged disk or a stray write leaves.
    ///
    /// @throws DamagedFileException if anything is wrong
    static void check(Path path, Handle handle) {
        try {
            var found = handle.createQuery("PRAGMA quick_check(1)").mapTo(String.class).findFirst();
            if (found.filter("ok"::equals).isEmpty()) {
                throw new DamagedFileException(path, found.orElse("it cannot be checked"));
            }
        } catch (JdbiException e) {
            throw new DiskException("cannot check " + path, e);
        }
    }

    /// Reads rows. Whatever a query throws of its own is told with the name of the file; it is no
    /// reason to move the file aside, as SQLite vouches for it.
    static <T> T read(Path path, Supplier<T> query) {
        try {
            return query.get();
        } catch (JdbiException | DiskException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DamagedFileException.makesNoSense(path, e);
        }
    }

    /// Whether SQLite says that the file is damaged (its check, its version, its own exceptions),
    /// and not merely busy, full or unreadable.
    boolean isCauseOf(DiskException fault) {
        if (fault instanceof DamagedFileException && fault.getCause() == null) {
            return true;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (isDamage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDamage(Throwable cause) {
        return switch (cause) {
            case SQLiteException fault -> SqliteFaults.isDamage(fault);
            case SQLException plain -> String.valueOf(plain.getMessage()).contains("NOTADB");
            default -> false;
        };
    }

    /// Moves the database and its log aside. Nothing is deleted.
    DamagedFileException setAside(DiskException why) {
        var disk = Disk.real();
        var aside = disk.freeNameAside(path);
        for (var suffix : BESIDE) {
            var from = path.resolveSibling(path.getFileName() + suffix);
            if (disk.isFile(from)) {
                disk.rename(from, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
        return DamagedFileException.setAside(path, aside, why);
    }
}
