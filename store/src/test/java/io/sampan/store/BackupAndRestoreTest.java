package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.Described;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.StorageException;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final List<String> problems = new ArrayList<>();
    private final Random luck = new Random(1);
    private Path home;
    private Path target;
    private Path restored;
    private int backups;

    @BeforeEach
    void chooseFolders(@TempDir Path folder) {
        home = folder.resolve("home");
        target = folder.resolve("target");
        restored = folder.resolve("restored");
    }

    private Media put(int size) {
        var bytes = new byte[size];
        luck.nextBytes(bytes);
        try (var stores = Stores.open(home)) {
            var media = Described.small(MediaId.random(), Sha256.digest(bytes), size);
            stores.blobs().putSmall(media, ByteBuffer.wrap(bytes));
            stores.ledger().media().record(media);
            return media;
        }
    }

    private Backup.Result backup() {
        return Backup.run(
                home,
                target,
                new Backup.Options(false, 7, (media, why) -> problems.add(why)),
                NOON.plus(Duration.ofHours(++backups)));
    }

    private Restore.Result restore() {
        return Restore.run(target, restored, Optional.empty(), (media, why) -> problems.add(why));
    }

    private static void flipAByte(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x5A, 0x5B}), 1_000);
        }
    }

    private static Path bytesIn(Path folder, Media media) {
        var id = media.id().toString();
        return folder.resolve("blobs/media")
                .resolve(id.substring(0, 2))
                .resolve(id)
                .resolve("bytes");
    }

    @Test
    void whatIsRestoredIsWhatWasBackedUp() {
        var small = put(500);
        var large = put(Leaf.SIZE);
        try (var stores = Stores.open(home)) {
            stores.ledger()
                    .people()
                    .invite(
                            new Invite(
                                    Sha256.digest(new byte[] {1}),
                                    Invite.Kind.PERSON,
                                    Optional.empty(),
                                    NOON,
                                    NOON.plus(Duration.ofDays(9)),
                                    Optional.empty()));
        }

        assertThat(backup())
                .isEqualTo(
                        new Backup.Result("20260102T130000.000Z", 2, 2, 500 + Leaf.SIZE, 0, 0, 0));
        assertThat(restore())
                .isEqualTo(new Restore.Result("20260102T130000.000Z", 2, 500 + Leaf.SIZE, 0));

        try (var stores = Stores.open(restored)) {
            for (var media : List.of(small, large)) {
                assertThat(stores.ledger().media().find(media.id())).contains(media);
                assertThat(stores.blobs().facts(media.id())).contains(media);
            }
            assertThat(stores.ledger().people().invites(NOON)).isEmpty();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void theOldLedgerPutBesideARestoredHomeIsNoticed() throws IOException {
        put(500);
        backup();
        restore();
        Stores.open(restored).close();

        Files.copy(
                home.resolve("ledger.db"),
                restored.resolve("ledger.db"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> Stores.open(restored))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another server's");
    }

    @Test
    void aDamagedFileIsToldAndEverythingElseIsBackedUp() throws IOException {
        var whole = put(500);
        flipAByte(bytesIn(home, put(Leaf.SIZE)));

        var result = backup();

        assertThat(result.problems()).isEqualTo(1);
        assertThat(result.files()).isEqualTo(1);
        assertThat(problems).singleElement().asString().contains("leaf 0");
        restore();
        try (var stores = Stores.open(restored)) {
            assertThat(stores.blobs().read(whole.id())).isPresent();
        }
    }

    @Test
    void aFileThatIsDamagedInTheBackupIsToldAndNotRestored() throws IOException {
        var damaged = put(Leaf.SIZE);
        backup();
        flipAByte(bytesIn(target, damaged));

        assertThat(restore().problems()).isEqualTo(1);

        try (var stores = Stores.open(restored)) {
            assertThat(stores.blobs().read(damaged.id())).isEmpty();
        }
    }

    @Test
    void noServerStartsInAHomeThatIsHalfRestored() throws IOException {
        put(500);
        var name = backup().snapshot();
        Files.createDirectories(restored);
        Files.writeString(restored.resolve("restoring"), name);

        assertThatThrownBy(() -> Stores.open(restored))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("sampan restore");
        restore();
        Stores.open(restored).close();
    }

    @Test
    void whatAKilledBackupLeftIsTakenAway() throws IOException {
        var media = put(Leaf.SIZE);
        backup();
        var partial =
                Files.createDirectory(target.resolve("snapshots/20260102T000000.000Z.partial"));
        Files.write(partial.resolve("ledger.db"), new byte[10]);
        var id = media.id().toString();
        Files.createDirectories(
                target.resolve("blobs/arriving").resolve(id.substring(0, 2)).resolve(id));

        assertThat(backup().fresh()).isZero();

        assertThat(partial).doesNotExist();
        assertThat(restore().files()).isEqualTo(1);
    }
}
