package io.sampan.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafTableFileTest {

    private static final MediaId ID = MediaId.parse("00112233445566778899aabbccddeeff");
    private static final long SIZE = 3L * Leaf.SIZE + 5;
    private static final BootId TODAY = new BootId(1, 2);
    private static final BootId TOMORROW = new BootId(3, 4);

    private final Disk disk = Disk.real();
    private Path path;

    @BeforeEach
    void chooseFolder(@TempDir Path folder) {
        path = folder.resolve("film");
    }

    private PartFile open(BootId boot) {
        return PartFile.open(disk, path, ID, SIZE, boot);
    }

    private static byte[] bytes(int leaf) {
        var bytes = new byte[Leaf.length(leaf, SIZE)];
        Arrays.fill(bytes, (byte) (leaf + 1));
        return bytes;
    }

    private static void fill(PartFile part, int leaf) {
        part.write(Leaf.start(leaf), ByteBuffer.wrap(bytes(leaf)));
        part.leaves().verified(leaf, Sha256.digest(bytes(leaf)));
    }

    private static ByteRange leaf(int leaf) {
        return Leaf.range(leaf, SIZE);
    }

    @Test
    void holdsVerifiedLeavesAndHeadsAlsoAfterAKill() {
        try (var part = open(TODAY)) {
            fill(part, 0);
            fill(part, 3);
            part.leaves().head(1, 100);
            part.leaves().head(2, 7);
            part.leaves().forget(2);
        }

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held())
                    .isEqualTo(RangeSet.of(new ByteRange(0, Leaf.SIZE + 100), leaf(3)));
            assertThat(part.leaves().head(1)).isEqualTo(100);
            assertThat(part.leaves().digest(3)).contains(Sha256.digest(bytes(3)));
            assertThat(part.leaves().digest(1)).isEmpty();
            assertThat(part.leaves().isWhole()).isFalse();
        }
    }

    @Test
    void holdsIslandsAlsoAfterAKillAndForgetsThemWhereTheMachineStopped() {
        var parts =
                RangeSet.of(
                        new ByteRange(0, 10),
                        new ByteRange(20, 30),
                        new ByteRange(40, 50),
                        new ByteRange(60, 70),
                        new ByteRange(80, 90));
        try (var part = open(TODAY)) {
            fill(part, 3);
            part.leaves().parts(1, parts);
            part.leaves().parts(2, RangeSet.of(new ByteRange(5, Leaf.SIZE)));
        }

        try (var part = open(TODAY)) {
            assertThat(part.leaves().parts(1)).isEqualTo(parts);
            assertThat(part.leaves().head(1)).isEqualTo(10);
            assertThat(part.leaves().head(2)).isZero();
            assertThat(part.leaves().held().total())
                    .isEqualTo(leaf(3).length() + 50 + Leaf.SIZE - 5);
        }
        try (var part = open(TOMORROW)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(3)));
        }
    }

    @Test
    void hasNoMoreThanFourIslandsInALeaf() {
        var five =
                IntStream.range(1, 6).mapToObj(n -> new ByteRange(10L * n, 10L * n + 1)).toList();
        try (var part = open(TODAY)) {
            assertThatThrownBy(() -> part.leaves().parts(1, RangeSet.of(five)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isWholeOnceEveryLeafIsVerified() {
        try (var part = open(TODAY)) {
            IntStream.range(0, 4).forEach(leaf -> fill(part, leaf));
            var tree = new TreeHasher();
            IntStream.range(0, 4).forEach(leaf -> tree.add(Sha256.digest(bytes(leaf))));

            assertThat(part.leaves().isWhole()).isTrue();
            assertThat(part.leaves().treeDigest()).isEqualTo(tree.digest());
        }
    }

    @Test
    void anEmptyFileHasOneEmptyLeaf() {
        try (var part = PartFile.open(disk, path, ID, 0, TODAY)) {
            assertThat(part.leaves().isWhole()).isFalse();

            part.leaves().verified(0, Sha256.digest(new byte[0]));

            assertThat(part.leaves().isWhole()).isTrue();
            assertThat(part.leaves().held()).isEqualTo(RangeSet.EMPTY);
        }
    }

    @Test
    void afterAPowerCutUnsyncedLeavesThatDidNotReachTheDiskAreAbsent() throws IOException {
        try (var part = open(TODAY)) {
            fill(part, 0);
            part.leaves().head(1, 10);
            part.sync();
            fill(part, 2);
            fill(part, 3);
            part.leaves().head(1, 20);
        }
        overwrite(path, Leaf.start(3) + 2, (byte) 99);

        try (var part = open(TOMORROW)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0), leaf(2)));
        }
    }

    @Test
    void afterAPowerCutSyncedLeavesAndHeadsCountWithoutBeingRead() throws IOException {
        try (var part = open(TODAY)) {
            fill(part, 0);
            fill(part, 1);
            part.write(Leaf.start(2), ByteBuffer.wrap(bytes(2)));
            part.leaves().head(2, 10);
            part.sync();
        }
        overwrite(path, 5, (byte) 99);

        try (var part = open(TOMORROW)) {
            assertThat(part.leaves().held())
                    .isEqualTo(RangeSet.of(new ByteRange(0, 2 * Leaf.SIZE + 10)));
        }
    }

    @Test
    void afterAFailedSyncOnlyWhatWasSyncedBeforeCounts() {
        var table = PartFile.tableOf(path);
        open(TODAY).close();
        try (var bytes = new FailingSync(disk.open(path, Disk.Access.WRITE));
                var leaves = LeafTableFile.open(disk, table, ID, TODAY, bytes)) {
            write(bytes, leaves, 0);
            leaves.sync(bytes);
            write(bytes, leaves, 1);
            leaves.head(2, 10);
            bytes.failNext();

            assertThatThrownBy(() -> leaves.sync(bytes)).isInstanceOf(DiskException.class);
            assertThatThrownBy(() -> leaves.sync(bytes))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("could not be synced before");
        }

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0)));
            fill(part, 1);
            part.sync();
        }
        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0), leaf(1)));
        }
    }

    private static void write(DiskFile bytes, LeafTableFile leaves, int leaf) {
        bytes.write(Leaf.start(leaf), ByteBuffer.wrap(bytes(leaf)));
        leaves.verified(leaf, Sha256.digest(bytes(leaf)));
    }

    @Test
    void bytesThatAreNotInTheFileAreNotHeldWhateverTheTableSays() {
        try (var part = open(TODAY)) {
            fill(part, 0);
            fill(part, 3);
            part.sync();
        }
        try (var file = disk.open(path, Disk.Access.WRITE)) {
            file.truncate(SIZE - 1);
        }

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, 36, 37, 40, 60, 63})
    void aDamagedEntryIsAbsentAndTheOthersStay(int at) throws IOException {
        try (var part = open(TODAY)) {
            fill(part, 0);
            fill(part, 1);
        }
        overwrite(PartFile.tableOf(path), LeafTableLayout.entryAt(1) + at, (byte) 0x5A);

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0)));
        }
    }

    @Test
    void anEntryInThePlaceOfAnotherIsNotBelieved() throws IOException {
        try (var part = open(TODAY)) {
            fill(part, 0);
            part.write(Leaf.start(1), ByteBuffer.wrap(bytes(1)));
        }
        var table = Files.readAllBytes(PartFile.tableOf(path));
        var moved = Arrays.copyOf(table, 3 * LeafTableLayout.ENTRY);
        System.arraycopy(table, 64, moved, 128, 64);
        Files.write(PartFile.tableOf(path), moved);

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(leaf(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 15, 20, 39, 41, 63})
    void aDamagedHeaderIsRefusedByNameAndCanBeMovedAside(int at) throws IOException {
        open(TODAY).close();
        overwrite(PartFile.tableOf(path), at, (byte) 0x5A);

        assertThatThrownBy(() -> open(TODAY))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("film.leaves");

        PartFile.moveAside(disk, path);
        try (var part = open(TODAY)) {
            assertThat(part.leaves().held()).isEqualTo(RangeSet.EMPTY);
        }
        assertThat(path.resolveSibling("film.leaves.damaged")).exists();
        assertThat(path.resolveSibling("film.damaged")).exists();
    }

    @Test
    void aTableThatIsCutOffOrTooLongIsRefused() throws IOException {
        open(TODAY).close();
        var table = Files.readAllBytes(PartFile.tableOf(path));

        for (var length : new int[] {0, 1, 63, 64 + 5 * 64}) {
            Files.write(PartFile.tableOf(path), Arrays.copyOf(table, length));
            assertThatThrownBy(() -> open(TODAY)).isInstanceOf(DamagedFileException.class);
        }
    }

    @Test
    void theTableOfAnotherFileIsRefused() {
        open(TODAY).close();

        assertThatThrownBy(() -> PartFile.open(disk, path, MediaId.random(), SIZE, TODAY))
                .isInstanceOf(DamagedFileException.class);
        assertThatThrownBy(() -> PartFile.open(disk, path, ID, SIZE + 1, TODAY))
                .isInstanceOf(DamagedFileException.class);
    }

    @Test
    void theTableOfAnotherFileIsNotChangedBeforeItIsRefused() throws IOException {
        open(TODAY).close();
        var table = Files.readAllBytes(PartFile.tableOf(path));

        assertThatThrownBy(() -> PartFile.find(disk, path, MediaId.random(), TOMORROW))
                .isInstanceOf(DamagedFileException.class);

        assertThat(PartFile.tableOf(path)).hasBinaryContent(table);
    }

    @Test
    void version1LiesOnDiskAsTheSampleDoes() throws IOException {
        try (var part = PartFile.open(disk, path, ID, SIZE, TODAY)) {
            fill(part, 0);
            part.sync();
            fill(part, 1);
            part.write(Leaf.start(2), ByteBuffer.wrap(bytes(2)));
            part.leaves().head(2, 4_321);
        }

        assertThat(Files.readAllBytes(PartFile.tableOf(path))).isEqualTo(sample());
    }

    @Test
    void theSampleOfVersion1IsUnderstood() throws IOException {
        Files.write(PartFile.tableOf(path), sample());
        try (var file = disk.open(path, Disk.Access.CREATE)) {
            file.truncate(SIZE);
        }

        try (var part = open(TODAY)) {
            assertThat(part.leaves().held())
                    .isEqualTo(RangeSet.of(new ByteRange(0, 2 * Leaf.SIZE + 4_321)));
            assertThat(part.leaves().digest(1)).contains(Sha256.digest(bytes(1)));
        }
    }

    private static byte[] sample() throws IOException {
        try (var hex = LeafTableFileTest.class.getResourceAsStream("leaf-table-v1.hex")) {
            return HexFormat.of()
                    .parseHex(
                            new String(hex.readAllBytes(), StandardCharsets.US_ASCII)
                                    .replaceAll("\\s", ""));
        }
    }

    @Test
    void manyThreadsWorkOnDifferentLeavesWhileItSyncs() {
        var leaves = 500;
        try (var part = PartFile.open(disk, path, ID, (long) leaves * Leaf.SIZE, TODAY)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var leaf = 0; leaf < leaves; leaf++) {
                    var number = leaf;
                    threads.execute(() -> {
                        part.leaves().head(number, 5);
                        part.leaves().verified(number, Sha256.digest(bytes(number % 3)));
                        if (number % 100 == 0) {
                            part.sync();
                        }
                    });
                }
            }

            assertThat(part.leaves().isWhole()).isTrue();
            assertThat(part.leaves().digest(499)).contains(Sha256.digest(bytes(499 % 3)));
        }
    }

    @Test
    void anInterruptedThreadDisturbsNoOther() throws Exception {
        try (var part = open(TODAY)) {
            var victim =
                    Thread.ofVirtual()
                            .start(() -> {
                                Thread.currentThread().interrupt();
                                fill(part, 0);
                            });
            victim.join();

            fill(part, 1);

            assertThat(part.leaves().held()).isEqualTo(RangeSet.of(new ByteRange(0, 2 << 20)));
        }
    }

    private static void overwrite(Path file, long at, byte with) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[(int) at] = (byte) (bytes[(int) at] == with ? ~with : with);
        Files.write(file, bytes);
    }
}
