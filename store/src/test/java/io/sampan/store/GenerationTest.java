package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.Described;
import io.sampan.core.storage.Invite;
import io.sampan.core.storage.StorageException;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both stores of a home belong together, and a copy of one of them that is put back is noticed.
class GenerationTest {

    private static final MediaId ID = MediaId.parse("7f000000000000000000000000000001");

    private Path home;
    private Path copy;

    @BeforeEach
    void chooseHome(@TempDir Path folder) {
        home = folder.resolve("home");
        copy = folder.resolve("copy");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, SAME",
        "1, 0, SAME",
        "2, 0, OLDER_BLOBS",
        "0, 1, OLDER_LEDGER",
        "5, 5, SAME",
        "6, 5, SAME",
        "7, 5, OLDER_BLOBS",
        "4, 5, OLDER_LEDGER"
    })
    void theNumbersSayWhichIsOlder(long ledger, long blobs, Generation.Match match) {
        assertThat(Generation.match(generation(ledger), generation(blobs))).isEqualTo(match);
    }

    private static Optional<Generation> generation(long number) {
        return Optional.of(new Generation(77, number)).filter(any -> number > 0);
    }

    @Test
    void theLedgerOfAnotherServerIsNoticed() {
        var match =
                Generation.match(
                        Optional.of(new Generation(1, 9)), Optional.of(new Generation(2, 9)));

        assertThat(match).isEqualTo(Generation.Match.OLDER_LEDGER);
    }

    @Test
    void anOlderLedgerIsRefusedAndTakenOnlyIfSomebodySaysSo() throws IOException {
        Stores.open(home).close();
        Files.copy(home.resolve("ledger.db"), copy);
        Stores.open(home).close();

        putBack("ledger.db");

        assertThatThrownBy(() -> Stores.open(home))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("--accept-older-ledger");
        Stores.open(home, new Stores.Accepted(true, false)).close();
        Stores.open(home).close();
    }

    private static Invite invite(Instant expires) {
        return new Invite(
                Sha256.digest(new byte[] {1}),
                Invite.Kind.PERSON,
                Optional.empty(),
                Instant.EPOCH,
                expires);
    }

    private void putBack(String name) throws IOException {
        Files.deleteIfExists(home.resolve(name));
        Files.move(copy, home.resolve(name));
    }

    @Test
    void openInvitationsAreVoidAfterAnOlderLedgerWasTaken() throws IOException {
        var soon = Instant.now().plusSeconds(1_000);
        try (var stores = Stores.open(home)) {
            stores.ledger().people().invite(invite(soon));
        }
        Files.copy(home.resolve("ledger.db"), copy);
        Stores.open(home).close();
        putBack("ledger.db");

        try (var stores = Stores.open(home, new Stores.Accepted(true, false))) {
            assertThat(stores.ledger().people().invites(Instant.now())).isEmpty();
        }
    }

    @Test
    void olderBlobsAreRefusedAndTakenOnlyIfSomebodySaysSo() throws IOException {
        Stores.open(home).close();
        Files.copy(home.resolve("blobs/generation"), copy);
        Stores.open(home).close();
        try (var stores = Stores.open(home)) {
            stores.moveOn();
        }

        putBack("blobs/generation");

        assertThatThrownBy(() -> Stores.open(home))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("--accept-older-blobs");
        Stores.open(home, new Stores.Accepted(false, true)).close();
        Stores.open(home).close();
    }

    @Test
    void startsOnAFullDiskDoNotLookLikeOlderBlobs() {
        Stores.open(home).close();

        for (var start = 0; start < 3; start++) {
            Stores.open(home, full(), BootId.current()).close();
        }

        Stores.open(home).close();
    }

    /// A disk with no room for another file.
    private static Disk full() {
        var real = Disk.real();
        return (Disk)
                Proxy.newProxyInstance(
                        Disk.class.getClassLoader(),
                        new Class<?>[] {Disk.class},
                        (_, method, arguments) -> {
                            if (arguments != null
                                    && List.of(arguments).contains(Disk.Access.CREATE_NEW)) {
                                throw new DiskException(
                                        "cannot open", new IOException("No space left on device"));
                            }
                            return method.invoke(real, arguments);
                        });
    }

    @Test
    void whatIsSetAsideIsAsIfItWereNotThereUntilItIsPutAgain() {
        var bytes = new byte[] {1, 2, 3};
        var digest = Sha256.digest(bytes);
        try (var stores = Stores.open(home)) {
            var blobs = stores.blobs();
            blobs.putSmall(Described.small(ID, digest, bytes.length), ByteBuffer.wrap(bytes));

            blobs.setAside(ID.toUploadId(), Instant.EPOCH);

            assertThat(blobs.read(ID)).isEmpty();
            assertThat(blobs.stored(0x7f)).isEmpty();
            blobs.putSmall(Described.small(ID, digest, bytes.length), ByteBuffer.wrap(bytes));
            assertThat(blobs.stored(0x7f)).containsExactly(ID);
        }
    }

    @Test
    void anUploadThatIsSetAsideLiesInUnknownUntilItIsOld() {
        var since = Instant.ofEpochSecond(1_000);
        try (var stores = Stores.open(home)) {
            var blobs = stores.blobs();
            blobs.create(ID.toUploadId(), 10).close();
            blobs.putSmall(
                    Described.small(
                            MediaId.parse("7f000000000000000000000000000002"),
                            Sha256.digest(new byte[0]),
                            0),
                    ByteBuffer.allocate(0));
            blobs.setAside(ID.toUploadId(), since);
            blobs.setAside(MediaId.parse("7f000000000000000000000000000002").toUploadId(), since);

            assertThat(blobs.arriving()).isEmpty();
            assertThat(home.resolve("blobs/unknown/" + ID + ".1000")).isDirectory();
            assertThat(blobs.removeAside(since)).isZero();
            assertThat(blobs.removeAside(since.plusSeconds(1))).isEqualTo(2);
            assertThat(home.resolve("blobs/unknown/" + ID + ".1000")).doesNotExist();
        }
    }
}
