package io.sampan.fuzz;

import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.core.storage.Posting;
import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.UploadRecord;
import io.sampan.disk.DiskException;
import io.sampan.model.Attachment;
import io.sampan.model.DeviceId;
import io.sampan.model.Media;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.Place;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server's ledger, with something of all that it knows.
final class LedgerHarness implements Harness {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final MessageId MESSAGE = MessageId.parse("ffeeddccbbaa99887766554433221100");
    private static final Media FILM = Samples.media();

    private final DamagedDatabase ledger =
            new DamagedDatabase("ledger.db", LedgerHarness::make, LedgerHarness::read);

    @Override
    public void feed(byte[] bytes) throws IOException {
        ledger.feed(bytes);
    }

    private static void make(Path path) {
        try (var ledger = SqliteLedger.open(path)) {
            ledger.people().welcome(ALICE, Instant.EPOCH);
            ledger.people().welcome(BOB, Instant.EPOCH);
            ledger.uploads()
                    .record(
                            new UploadRecord(
                                    new Offer(
                                            UploadId.parse("aa".repeat(16)),
                                            FILM.name(),
                                            FILM.size(),
                                            FILM.type(),
                                            true),
                                    ALICE,
                                    UploadRecord.State.PAUSED,
                                    Instant.EPOCH,
                                    Instant.EPOCH));
            ledger.media().record(FILM);
            var _ =
                    ledger.messages()
                            .post(
                                    Posting.of(
                                            new Message(
                                                    MESSAGE,
                                                    ALICE,
                                                    List.of(BOB),
                                                    "look",
                                                    List.of(new Attachment(FILM, "a film")),
                                                    Instant.EPOCH),
                                            DeviceId.NONE));
        }
    }

    private static void read(Path path) {
        try (var ledger = SqliteLedger.open(path)) {
            var _ = ledger.people().find(ALICE);
            var _ = ledger.people().hasKeys();
            var _ = ledger.people().invites(Instant.EPOCH);
            var _ = ledger.devices().of(ALICE);
            var _ = ledger.conversations().conversations(BOB);
            var _ = ledger.uploads().all();
            var _ = ledger.media().list(BOB, Optional.empty(), 10);
            var _ = ledger.media().find(FILM.id());
            var _ = ledger.media().totalBytes();
            var _ = ledger.media().retired();
            var _ =
                    ledger.messages()
                            .unread(BOB, DeviceId.NONE, Place.START, 10, Wanted.EVERYTHING);
            var _ = ledger.messages().find(ALICE, MESSAGE);
        } catch (StorageException e) {
            if (e.getCause() instanceof DiskException refused) {
                throw refused;
            }
            throw new AssertionError("storage fails without the disk", e);
        }
    }
}
