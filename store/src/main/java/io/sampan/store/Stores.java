package io.sampan.store;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.StorageException;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.FolderLock;
import java.nio.file.Path;

/// Both stores of one server, in its home folder, locked against a second server.
public final class Stores implements AutoCloseable {

    private final FolderLock lock;
    private final SqliteLedger ledger;
    private final FolderBlobStore blobs;

    private Stores(FolderLock lock, SqliteLedger ledger, FolderBlobStore blobs) {
        this.lock = lock;
        this.ledger = ledger;
        this.blobs = blobs;
    }

    /// Opens the stores of a home, or makes them, on this machine's disk.
    ///
    /// @throws StorageException if the home is in use, or of a newer version than this program's;
    ///   the message says so in words for the person who started it
    public static Stores open(Path home) {
        return open(home, Disk.real(), BootId.current());
    }

    /// The same, on another disk or in another run of the machine, for tests.
    public static Stores open(Path home, Disk disk, BootId boot) {
        return Faults.translate(() -> {
            disk.makeSyncedFolder(home);
            var lock = FolderLock.take(home);
            try {
                requireLedgerOfBlobs(home, disk);
                var ledger = SqliteLedger.open(home.resolve("ledger.db"));
                try {
                    return new Stores(
                            lock, ledger, FolderBlobStore.open(home.resolve("blobs"), disk, boot));
                } catch (RuntimeException e) {
                    ledger.close();
                    throw e;
                }
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        });
    }

    /// Beside an empty ledger every blob would be one that nobody knows, and be removed.
    private static void requireLedgerOfBlobs(Path home, Disk disk) {
        var ledger = home.resolve("ledger.db");
        if (!disk.isFile(ledger) && disk.isFolder(home.resolve("blobs"))) {
            throw new DiskException(
                    """
                    %s is missing, and there are files in %s that only it knows.
                    They are safe, and were not touched. Put a copy of ledger.db back (or what \
                    `sqlite3 ledger.db.damaged .recover` saves of a damaged one); or move the \
                    folder `blobs` elsewhere to start empty.\
                    """
                            .formatted(ledger, home.resolve("blobs")));
        }
    }

    public BlobStore blobs() {
        return blobs;
    }

    public Ledger ledger() {
        return ledger;
    }

    /// Closes both, and gives up the lock.
    @Override
    public void close() {
        try (lock;
                ledger) {
            blobs.close();
        }
    }
}
