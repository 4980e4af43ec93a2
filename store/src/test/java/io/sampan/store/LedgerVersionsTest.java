package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.LogEntry;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.core.storage.PersonRecord;
import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.UploadRecord;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.ContentType;
import io.sampan.model.IdentityKey;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Place;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ledgers of each version that was ever written are understood for ever. `ledger-v1.sql` is one of
/// version 1, as SQL that makes it.
class LedgerVersionsTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");

    private Path path;

    @BeforeEach
    void choosePath(@TempDir Path folder) {
        path = folder.resolve("ledger.db");
    }

    @Test
    void aLedgerOfVersion1IsUnderstood() throws IOException {
        SqliteFile.open(path, List.of(sample())).close();

        try (var ledger = SqliteLedger.open(path)) {
            assertThat(ledger.uploads().all())
                    .containsExactly(
                            new UploadRecord(
                                    new Offer(
                                            UploadId.parse("00112233445566778899aabbccddeeff"),
                                            new MediaName("holiday/电影 🎬.mp4"),
                                            5L << 30,
                                            new ContentType("video/mp4"),
                                            true),
                                    ALICE,
                                    UploadRecord.State.PAUSED,
                                    NOON,
                                    NOON.plusSeconds(60)));
            var film =
                    new Media(
                            MediaId.parse("ffeeddccbbaa99887766554433221100"),
                            ALICE,
                            new MediaName("film"),
                            1_000,
                            ContentType.BYTES,
                            Sha256.digest(new byte[] {1}),
                            false,
                            NOON);
            assertThat(ledger.media().find(film.id())).contains(film);
            assertThat(ledger.media().newest(film.name(), ALICE)).contains(film);
            assertThat(ledger.media().totalBytes()).isEqualTo(1_000);
        }
    }

    @Test
    void theKeysOfVersion3AreDevicesAndItsInvitationsAreGood() throws IOException {
        var scripts =
                List.of(
                        Scripts.read("ledger-1.sql"),
                        Scripts.read("ledger-2.sql"),
                        Scripts.read("ledger-3.sql") + sample("ledger-v3-data.sql"));
        SqliteFile.open(path, scripts).close();

        try (var ledger = SqliteLedger.open(path)) {
            var device = ledger.devices().of(ALICE).getFirst();
            assertThat(device.key()).isEqualTo(IdentityKey.of(new byte[IdentityKey.BYTES]));
            assertThat(device.added()).isEqualTo(NOON);
            assertThat(ledger.people().find(ALICE)).contains(new PersonRecord(ALICE, NOON, true));
            assertThat(ledger.people().find(BOB)).contains(new PersonRecord(BOB, NOON, false));
            var code = Sha256.of(HexFormat.of().parseHex("11".repeat(32)));
            assertThat(ledger.people().invites(NOON))
                    .singleElement()
                    .satisfies(invite -> assertThat(invite.code()).isEqualTo(code));
            assertThat(
                            ledger.messages()
                                    .unread(BOB, device.id(), Place.START, 9, Wanted.EVERYTHING)
                                    .entries())
                    .as("what waited in the inbox")
                    .singleElement()
                    .satisfies(entry -> {
                        var message = ((LogEntry.Mail) entry).message();
                        assertThat(message.text()).isEqualTo("look");
                        assertThat(message.attachments())
                                .extracting(Attachment::availability)
                                .containsExactly(Availability.HERE, Availability.REMOVED);
                    });
            assertThat(
                            ledger.messages()
                                    .unread(ALICE, device.id(), Place.START, 9, Wanted.EVERYTHING)
                                    .entries())
                    .as("a receipt")
                    .hasSize(1);
            assertThat(ledger.messages().waiting()).isEqualTo(2);
            assertThat(ledger.conversations().conversations(BOB)).hasSize(1);
        }
    }

    @Test
    void theScriptOfVersion1StillMakesWhatItMade() throws IOException {
        SqliteFile.open(path, List.of(sample())).close();
        var fresh = path.resolveSibling("fresh.db");
        SqliteFile.open(fresh, List.of(Scripts.read("ledger-1.sql"))).close();

        assertThat(schema(fresh)).isEqualTo(schema(path));
    }

    @Test
    void aLedgerOfANewerVersionIsRefusedInClearWords() {
        SqliteFile.open(path, Collections.nCopies(99, "")).close();

        assertThatThrownBy(() -> SqliteLedger.open(path))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("ledger.db")
                .hasMessageContaining("newer program");
    }

    private static List<String> schema(Path database) {
        try (var file = SqliteFile.open(database, List.of(Scripts.read("ledger-1.sql")))) {
            return file.read(handle ->
                    handle.createQuery(
                                    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                            + " ORDER BY name")
                            .mapTo(String.class)
                            .map(sql -> sql.replaceAll("\\s+", " "))
                            .list());
        }
    }

    private static String sample() throws IOException {
        return sample("ledger-v1.sql");
    }

    private static String sample(String name) throws IOException {
        try (var sql = LedgerVersionsTest.class.getResourceAsStream(name)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
