package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.Described;
import io.sampan.core.storage.StorageException;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

    private static final BootId TODAY = new BootId(1, 2);
    private static final BootId TOMORROW = new BootId(3, 4);
    private static final long SIZE = 2L * Leaf.SIZE;

    private final UploadId id = UploadId.parse("7f000000000000000000000000000001");
    private final byte[] leaf = new byte[Leaf.SIZE];
    private Path home;
    private Path arriving;

    @BeforeEach
    void chooseHome(@TempDir Path folder) {
        home = folder.resolve("home");
        arriving = home.resolve("blobs/arriving/7f/7f000000000000000000000000000001");
    }

    private Stores open(BootId boot) {
        return Stores.open(home, Disk.real(), boot);
    }

    private void putLeaves(Stores stores) {
        try (var blob = stores.blobs().create(id, SIZE)) {
            for (var n = 0; n < 2; n++) {
                blob.write(Leaf.start(n), ByteBuffer.wrap(leaf));
                blob.verified(n, Sha256.digest(leaf));
            }
        }
    }

    private static void overwrite(Path file, long at) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x5A}), at);
        }
    }

    @Test
    void aHomeTakesOneServerAtATimeAndSaysWhoHasIt() {
        try (var _ = open(TODAY)) {
            assertThatThrownBy(() -> open(TODAY))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(home.toString())
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }

        open(TODAY).close();
    }

    @Test
    void afterAPowerCutOnlyLeavesWhoseBytesAreThereCount() throws IOException {
        try (var stores = open(TODAY)) {
            putLeaves(stores);
        }
        overwrite(arriving.resolve("bytes"), 5);

        try (var stores = open(TOMORROW);
                var blob = stores.blobs().open(id).orElseThrow()) {
            assertThat(blob.held()).isEqualTo(RangeSet.of(new ByteRange(Leaf.SIZE, SIZE)));
        }
    }

    @Test
    void anUploadWhoseTableIsDamagedIsKeptAsideAndStartsOver() throws IOException {
        try (var stores = open(TODAY)) {
            putLeaves(stores);
        }
        overwrite(arriving.resolve("bytes.leaves"), 3);

        try (var stores = open(TODAY)) {
            assertThat(stores.blobs().open(id)).isEmpty();
            try (var blob = stores.blobs().create(id, SIZE)) {
                assertThat(blob.held()).isEqualTo(RangeSet.EMPTY);
            }
        }
        assertThat(home.resolve("blobs/damaged").resolve(id.toString()).resolve("bytes"))
                .hasSize(SIZE);
    }

    @Test
    void aStoredBlobThatWasCutOffIsAFaultAndNotAShortFile() throws IOException {
        try (var stores = open(TODAY)) {
            putLeaves(stores);
            var blob = stores.blobs().open(id).orElseThrow();
            blob.complete(Described.whole(blob));
        }
        var media = home.resolve("blobs/media/7f").resolve(id.toString()).resolve("bytes");
        try (var channel = FileChannel.open(media, StandardOpenOption.WRITE)) {
            channel.truncate(SIZE - 1);
        }

        try (var stores = open(TODAY)) {
            assertThatThrownBy(() -> stores.blobs().read(id.toMediaId()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(id.toString());
        }
    }

    @Test
    void linksInTheStoreAreNotFollowed(@TempDir Path elsewhere) throws IOException {
        var secret = Files.write(elsewhere.resolve("secret"), new byte[(int) SIZE]);
        try (var stores = open(TODAY)) {
            putLeaves(stores);
        }
        Files.delete(arriving.resolve("bytes"));
        Files.createSymbolicLink(arriving.resolve("bytes"), secret);

        try (var stores = open(TODAY)) {
            assertThatThrownBy(() -> stores.blobs().open(id)).isInstanceOf(StorageException.class);

            stores.blobs().discard(id);
        }
        assertThat(secret).hasSize(SIZE);
    }

    @Test
    void aLinkInThePlaceOfABlobIsNoBlob(@TempDir Path elsewhere) throws IOException {
        Files.createDirectory(elsewhere.resolve("blob"));
        open(TODAY).close();
        var media = home.resolve("blobs/media/7f");
        Files.createDirectories(media);
        Files.createSymbolicLink(media.resolve(id.toString()), elsewhere.resolve("blob"));

        try (var stores = open(TODAY)) {
            assertThat(stores.blobs().read(id.toMediaId())).isEmpty();

            stores.blobs().remove(id.toMediaId());
        }
        assertThat(elsewhere.resolve("blob")).exists();
    }

    @Test
    void onlyTheOwnerMayReadAnything() throws IOException {
        try (var stores = open(TODAY)) {
            putLeaves(stores);
            stores.blobs()
                    .putSmall(
                            Described.small(MediaId.random(), Sha256.digest(leaf), leaf.length),
                            ByteBuffer.wrap(leaf));
        }

        try (var all = Files.walk(home)) {
            assertThat(all)
                    .isNotEmpty()
                    .allSatisfy(path ->
                            assertThat(Files.getPosixFilePermissions(path))
                                    .isSubsetOf(
                                            PosixFilePermission.OWNER_READ,
                                            PosixFilePermission.OWNER_WRITE,
                                            PosixFilePermission.OWNER_EXECUTE));
        }
    }

    @Test
    void whatWasBeingRemovedWhenTheServerDiedIsGoneAfterTheNextStart() throws IOException {
        open(TODAY).close();
        var leftover = Files.createDirectory(home.resolve("blobs/removed/7f01"));
        Files.write(leftover.resolve("bytes"), leaf);

        open(TODAY).close();

        assertThat(leftover).doesNotExist();
    }

    @Test
    void somethingElseInTheFolderOfUploadsIsNoUpload() throws IOException {
        open(TODAY).close();
        Files.createDirectories(home.resolve("blobs/arriving/7f/lost+found"));
        Files.write(home.resolve("blobs/arriving/note.txt"), leaf);

        try (var stores = open(TODAY)) {
            assertThat(stores.blobs().arriving()).isEmpty();
        }
    }

    @Test
    void anUploadThatIsThereWithAnotherSizeIsNotTouched() {
        try (var stores = open(TODAY)) {
            putLeaves(stores);

            assertThatThrownBy(() -> stores.blobs().create(id, SIZE + 1))
                    .isInstanceOf(IllegalArgumentException.class);
            try (var blob = stores.blobs().create(id, SIZE)) {
                assertThat(blob.held().total()).isEqualTo(SIZE);
            }
        }
    }
}
