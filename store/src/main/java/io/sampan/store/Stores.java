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
import java.util.Optional;
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
            Put the newest ledger.db back if you have it. Otherwise `sampan check --home %s --repair` \
            lists them again. Or start with --accept-older-ledger: what the ledger does not know \
            is then kept in blobs/unknown. All open invitations are void in both cases.\
            """;

    private static final String OLDER_BLOBS =
            """
            %s is older than ledger.db: a copy was put back.
            Nothing was changed. Files that came later are listed, but their bytes are not there. \
            Put the newest folder back if you have it. Otherwise start with --accept-older-blobs: \
            such files are then answered as damaged, until their owners put them again.\
            """;

    private final Optional<FolderLock> lock;
    private final SqliteLedger ledger;
    private final FolderBlobStore blobs;

    private Stores(Optional<FolderLock> lock, SqliteLedger ledger, FolderBlobStore blobs) {
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

    /// Opens the stores of a home to look at them: alone if no server works there, otherwise beside
    /// it. Whether they belong together is not asked ([#match]), and nothing is moved on.
    ///
    /// @throws StorageException if there is no home, or it cannot be opened
    public static Stores forCheck(Path home) {
        return beside(home, true);
    }

    /// The same without keeping a server from starting meanwhile.
    static Stores forBackup(Path home) {
        return beside(home, false);
    }

    private static Stores beside(Path home, boolean aloneIfPossible) {
        return StorageFaults.translate(() -> {
            if (!Disk.real().isFile(home.resolve("ledger.db"))) {
                throw new DiskException("there is no server in " + home);
            }
            var lock = aloneIfPossible ? FolderLock.tryTake(home) : Optional.<FolderLock>empty();
            try {
                var ledger = SqliteLedger.open(home.resolve("ledger.db"));
                try {
                    return new Stores(
                            lock,
                            ledger,
                            FolderBlobStore.open(
                                    home.resolve("blobs"), Disk.real(), BootId.current()));
                } catch (RuntimeException e) {
                    ledger.close();
                    throw e;
                }
            } catch (RuntimeException e) {
                lock.ifPresent(FolderLock::close);
                throw e;
            }
        });
    }

    /// Whether no other process works in the home, and none can until these are closed.
    public boolean isAlone() {
        return lock.isPresent();
    }

    /// How the two stores are to each other.
    public enum Relation {
        /// They belong together.
        TOGETHER,
        /// The ledger is older than the blobs, or another server's.
        OLDER_LEDGER,
        /// The blobs are older than the ledger.
        OLDER_BLOBS
    }

    /// How the two stores are to each other now.
    public Relation relation() {
        return StorageFaults.translate(() ->
                switch (Generation.match(ledger.generation(), blobs.generation())) {
                    case SAME -> Relation.TOGETHER;
                    case OLDER_LEDGER -> Relation.OLDER_LEDGER;
                    case OLDER_BLOBS -> Relation.OLDER_BLOBS;
                });
    }

    /// Takes a ledger that is older than the blobs as it is: both belong together from now on, and
    /// open invitations are void, since some of them were used already. *Synced.*
    public void acceptOlderLedger() {
        StorageFaults.translate(() -> {
            var invitations = ledger.people().voidInvites(EnumSet.allOf(Invite.Kind.class));
            LOG.atWarn()
                    .addKeyValue("invitations", invitations)
                    .log("an older ledger is accepted; open invitations are void");
            begin();
        });
    }

    private static Stores open(Path home, Accepted accepted, Disk disk, BootId boot) {
        return StorageFaults.translate(() -> {
            disk.makeSyncedFolder(home);
            var lock = FolderLock.take(home);
            try {
                RestoredHome.requireFinished(disk, home);
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
                var stores = new Stores(Optional.of(lock), ledger, blobs);
                stores.match(home, accepted);
                RestoredHome.tellOnce(disk, home);
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
                    throw new DiskException(
                            OLDER_LEDGER.formatted(home.resolve("ledger.db"), home));
                }
                acceptOlderLedger();
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
    ///
    /// Where the ledger went ahead before, because the disk was full, it waits for the blobs: two
    /// ahead would mean that a copy was put back.
    public void moveOn() {
        StorageFaults.translate(() -> {
            var known = ledger.generation();
            var ahead = known.filter(now -> !blobs.generation().equals(Optional.of(now)));
            var next = ahead.or(() -> known.map(Generation::next)).orElseGet(Generation::first);
            if (ahead.isEmpty()) {
                ledger.record(next);
            }
            blobs.record(next);
        });
    }

    /// A server starts on a full disk as well, to deliver and to remove; the next round moves on.
    /// The ledger has a reserve for that, the file beside the blobs has not.
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

    FolderBlobStore folder() {
        return blobs;
    }

    void copyLedgerTo(Path copy) {
        ledger.copyTo(copy);
    }

    /// The bytes.
    public BlobStore blobs() {
        return blobs;
    }

    /// The facts.
    public Ledger ledger() {
        return ledger;
    }

    /// Closes both, and gives up the lock.
    @Override
    public void close() {
        try (var _ = lock.orElse(null);
                ledger) {
            blobs.close();
        }
    }
}
