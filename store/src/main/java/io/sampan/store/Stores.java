package io.sampan.store;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.StorageException;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.FolderLock;
import java.nio.file.Path;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both stores of one server, in its home folder, locked against a second server.
@SuppressWarnings("InlineFormatString") // the texts stand together
public final class Stores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private static final String OLDER_LEDGER =
            """
            %s is older than the files beside it, or another server's: a copy was put back.
            Nothing was changed. Files that came later are safe, but this ledger does not know them. \
            Put the newest ledger.db back if you have it. Otherwise start with \
            --accept-older-ledger: what the ledger does not know is then kept in blobs/unknown, \
            and all open invitations are void.\
            """;

    private static final String OLDER_BLOBS =
            """
            %s is older than ledger.db: a copy was put back.
            Nothing was changed. Files that came later are listed, but their bytes are not there. \
            Put the newest folder back if you have it. Otherwise start with --accept-older-blobs: \
            such files are then answered as damaged, until their owners put them again.\
            """;

    private final FolderLock lock;
    private final SqliteLedger ledger;
    private final FolderBlobStore blobs;

    private Stores(FolderLock lock, SqliteLedger ledger, FolderBlobStore blobs) {
        this.lock = lock;
        this.ledger = ledger;
        this.blobs = blobs;
    }

    /// Which older store is taken as it is, because a person said so.
    ///
    /// @param ledger whether a ledger that is older than the blobs is
    /// @param blobs whether blobs that are older than the ledger are
    public record Accepted(boolean ledger, boolean blobs) {

        /// As a rule: both stores belong together.
        public static final Accepted NONE = new Accepted(false, false);
    }

    /// Opens the stores of a home, or makes them, on this machine's disk.
    ///
    /// @throws StorageException if the home is in use, or of a newer version than this program's,
    ///   or one of its stores is an older one that was put back; the message says so in words for
    ///   the person who started it
    public static Stores open(Path home) {
        return open(home, Accepted.NONE);
    }

    /// The same, where a person accepts an older store.
    public static Stores open(Path home, Accepted accepted) {
        return open(home, accepted, Disk.real(), BootId.current());
    }

    /// The same, on another disk or in another run of the machine, for tests.
    public static Stores open(Path home, Disk disk, BootId boot) {
        return open(home, Accepted.NONE, disk, boot);
    }

    private static Stores open(Path home, Accepted accepted, Disk disk, BootId boot) {
        return Faults.translate(() -> {
            disk.makeSyncedFolder(home);
            var lock = FolderLock.take(home);
            try {
                requireLedgerOfBlobs(home, disk);
                return open(home, accepted, disk, boot, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        });
    }

    private static Stores open(
            Path home, Accepted accepted, Disk disk, BootId boot, FolderLock lock) {
        var ledger = SqliteLedger.open(home.resolve("ledger.db"));
        try {
            var blobs = FolderBlobStore.open(home.resolve("blobs"), disk, boot);
            try {
                var stores = new Stores(lock, ledger, blobs);
                stores.match(home, accepted);
                stores.moveOnUnlessFull();
                return stores;
            } catch (RuntimeException e) {
                blobs.close();
                throw e;
            }
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private void match(Path home, Accepted accepted) {
        switch (Generation.match(ledger.generation(), blobs.generation())) {
            case SAME -> {}
            case OLDER_LEDGER -> {
                if (!accepted.ledger()) {
                    throw new DiskException(OLDER_LEDGER.formatted(home.resolve("ledger.db")));
                }
                var invitations = ledger.people().voidInvites(EnumSet.allOf(Invite.Kind.class));
                LOG.atWarn()
                        .addKeyValue("invitations", invitations)
                        .log("an older ledger is accepted; open invitations are void");
                begin();
            }
            case OLDER_BLOBS -> {
                if (!accepted.blobs()) {
                    throw new DiskException(OLDER_BLOBS.formatted(home.resolve("blobs")));
                }
                LOG.atWarn()
                        .log("older blobs are accepted; some files may be listed without bytes");
                begin();
            }
        }
    }

    /// Both stores begin anew to belong together.
    private void begin() {
        var first = Generation.first();
        ledger.record(first);
        blobs.record(first);
    }

    /// Both stores note that they belong together now. To be called about once an hour: a copy of
    /// one of them that was made before is then seen to be older. *Synced*, the ledger first.
    public void moveOn() {
        Faults.translate(() -> {
            var next = ledger.generation().map(Generation::next).orElseGet(Generation::first);
            ledger.record(next);
            blobs.record(next);
        });
    }

    /// A server starts on a full disk as well, to deliver and to remove; the next round moves on.
    private void moveOnUnlessFull() {
        try {
            moveOn();
        } catch (StorageException e) {
            if (!e.isFull()) {
                throw e;
            }
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("generation stays: disk full");
        }
    }

    /// Beside an empty ledger every blob would be one that nobody knows.
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
