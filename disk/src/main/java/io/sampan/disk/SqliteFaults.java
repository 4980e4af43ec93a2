package io.sampan.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Tells what a fault of SQLite or of the file system means, from its error code.
final class SqliteFaults {

    /// After these SQLite undoes the statement and keeps the transaction.
    private static final Set<Integer> OF_THE_STATEMENT =
            Set.of(
                    SQLiteErrorCode.SQLITE_ERROR.code,
                    SQLiteErrorCode.SQLITE_CONSTRAINT.code,
                    SQLiteErrorCode.SQLITE_MISMATCH.code,
                    SQLiteErrorCode.SQLITE_TOOBIG.code,
                    SQLiteErrorCode.SQLITE_RANGE.code,
                    SQLiteErrorCode.SQLITE_READONLY.code);

    private SqliteFaults() {}

    /// Whether a fault, or one that caused it, says that the disk (or a share of it) is full.
    static boolean isFull(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            var full =
                    switch (cause) {
                        case SQLiteException sqlite -> isFull(sqlite.getResultCode());
                        case IOException file -> isFull(String.valueOf(file.getMessage()));
                        default -> false;
                    };
            if (full) {
                return true;
            }
        }
        return false;
    }

    /// SQLite cannot enlarge its shared memory file on a full disk, and calls that a fault of input
    /// and output.
    private static boolean isFull(SQLiteErrorCode code) {
        return plain(code) == SQLiteErrorCode.SQLITE_FULL.code
                || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }

    private static boolean isFull(String message) {
        return message.contains("No space left on device")
                || message.contains("Disk quota exceeded")
                || message.contains("not enough space on the disk");
    }

    /// Whether SQLite itself says that the file is no database, or a damaged one.
    static boolean isDamage(SQLiteException fault) {
        var code = plain(fault.getResultCode());
        return code == SQLiteErrorCode.SQLITE_NOTADB.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /// Whether another process has the database and did not give it back in time.
    static boolean isBusy(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                var code = plain(sqlite.getResultCode());
                return code == SQLiteErrorCode.SQLITE_BUSY.code
                        || code == SQLiteErrorCode.SQLITE_LOCKED.code;
            }
        }
        return false;
    }

    /// Whether a fault within a transaction is more than a statement that cannot be executed:
    /// SQLite may have ended the transaction, and the connection is not to be trusted any more.
    static boolean endsTransaction(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SQLiteException sqlite -> {
                    return !OF_THE_STATEMENT.contains(plain(sqlite.getResultCode()));
                }
                case SQLException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Extended codes have the plain one in their lowest byte.
    private static int plain(SQLiteErrorCode code) {
        return code.code & 0xFF;
    }
}
