package io.sampan.store;

import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.DeviceRepository;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LedgerMarks;
import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.ShareLinkRepository;
import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.UploadRepository;
import io.sampan.disk.SqliteFile;
import io.sampan.disk.SqliteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The ledger in one SQLite database. Each kind of facts has a class and tables of its own; a new
/// kind is a new script at the end of the list, and a new class.
public final class SqliteLedger implements Ledger {

    /// What is acknowledged or removed takes a few pages of the log; thousands of such changes are
    /// possible on a full disk.
    private static final long RESERVE_BYTES = 4 << 20;

    private static final SqliteOptions OPTIONS = SqliteOptions.DEFAULT.withReserve(RESERVE_BYTES);

    private final SqliteFile file;
    private final SqliteUploads uploads;
    private final SqliteMedia media;
    private final SqlitePeople people;
    private final SqliteDevices devices;
    private final SqliteMessages messages;
    private final SqliteMarks marks;
    private final SqliteConversations conversations;
    private final SqliteShareLinks shareLinks;

    private SqliteLedger(SqliteFile file) {
        this.file = file;
        this.uploads = new SqliteUploads(file);
        this.media = new SqliteMedia(file);
        this.people = new SqlitePeople(file);
        this.devices = new SqliteDevices(file);
        this.messages = new SqliteMessages(file);
        this.marks = new SqliteMarks(file);
        this.conversations = new SqliteConversations(file);
        this.shareLinks = new SqliteShareLinks(file);
        MissingConversations.run(file);
    }

    /// Opens the ledger, or makes one.
    ///
    /// @throws StorageException if it cannot be opened, or is of a newer version
    public static SqliteLedger open(Path path) {
        return StorageFaults.translate(() ->
                new SqliteLedger(
                        SqliteFile.open(
                                path,
                                List.of(
                                        Scripts.read("ledger-1.sql"),
                                        Scripts.read("ledger-2.sql"),
                                        Scripts.read("ledger-3.sql"),
                                        Scripts.read("ledger-4.sql"),
                                        Scripts.read("ledger-5.sql"),
                                        Scripts.read("ledger-6.sql"),
                                        Scripts.read("ledger-7.sql"),
                                        Scripts.read("ledger-8.sql"),
                                        Scripts.read("ledger-9.sql"),
                                        Scripts.read("ledger-10.sql")),
                                OPTIONS)));
    }

    @Override
    public UploadRepository uploads() {
        return uploads;
    }

    @Override
    public MediaRepository media() {
        return media;
    }

    @Override
    public PeopleRepository people() {
        return people;
    }

    @Override
    public DeviceRepository devices() {
        return devices;
    }

    @Override
    public MessageRepository messages() {
        return messages;
    }

    @Override
    public LedgerMarks marks() {
        return marks;
    }

    /// Writes a copy of one state to a new file, while others go on writing here. *Synced*.
    void copyTo(Path copy) {
        StorageFaults.translate(() -> file.copyTo(copy));
    }

    Optional<Generation> generation() {
        return marks.generation();
    }

    void record(Generation generation) {
        marks.record(generation);
    }

    @Override
    public ConversationRepository conversations() {
        return conversations;
    }

    @Override
    public List<String> contradictions(boolean mend) {
        return LedgerCheck.run(file, mend);
    }

    @Override
    public ShareLinkRepository shareLinks() {
        return shareLinks;
    }

    @Override
    public void close() {
        StorageFaults.translate(file::close);
    }
}
