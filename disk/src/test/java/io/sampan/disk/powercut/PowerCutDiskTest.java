package io.sampan.disk.powercut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.disk.AtomicFile;
import io.sampan.disk.Disk.Access;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The disk that the other tests rely on does lose what they rely on it to lose; and the one file
/// that is simple enough to look at every state of, [AtomicFile], keeps its promise on it.
class PowerCutDiskTest {

    private static final Path FOLDER = Path.of("/home");
    private static final Path FILE = FOLDER.resolve("file");

    private final PowerCutDisk disk = new PowerCutDisk();

    private void write(String text) {
        try (var file = disk.open(FILE, Access.CREATE)) {
            file.write(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static String text(PowerCutDisk disk) {
        return new AtomicFile(disk, FILE)
                .read(10_000)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElse("none");
    }

    private Set<String> statesAfterPowerCut() {
        return IntStream.range(0, 300)
                .mapToObj(seed -> text(disk.afterPowerCut(new Random(seed))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatWasNotSyncedMayBeThereOrNot() {
        disk.makeFolder(FOLDER);
        write("a");

        assertThat(statesAfterPowerCut()).containsExactlyInAnyOrder("none", "", "a");
    }

    @Test
    void whatWasSyncedIsThere() {
        disk.makeFolder(FOLDER);
        disk.syncFolder(Path.of("/"));
        write("a");
        try (var file = disk.open(FILE, Access.WRITE)) {
            file.sync();
        }
        assertThat(statesAfterPowerCut()).containsExactlyInAnyOrder("none", "a");

        disk.syncFolder(FOLDER);
        assertThat(statesAfterPowerCut()).containsExactly("a");
    }

    @Test
    void sectorsOfOneWriteAreTorn() {
        disk.makeFolder(FOLDER);
        write("a".repeat(512) + "b".repeat(512));

        assertThat(statesAfterPowerCut())
                .contains("a".repeat(512))
                .contains("\0".repeat(512) + "b".repeat(512));
    }

    @Test
    void onceThePowerIsOutNothingHappensAnyMore() {
        disk.makeFolder(FOLDER);
        write("a");
        disk.cutPowerAfter(0);

        assertThatThrownBy(() -> write("b")).isInstanceOf(PowerIsOut.class);
        assertThatThrownBy(() -> write("c")).isInstanceOf(PowerIsOut.class);
        assertThatThrownBy(() -> disk.syncFolder(FOLDER)).isInstanceOf(PowerIsOut.class);
        assertThat(text(disk)).isEqualTo("b");
    }

    @Test
    void anAtomicFileIsTheOldOneOrTheNewOneWheneverThePowerGoesOut() {
        disk.makeFolder(FOLDER);
        disk.syncFolder(Path.of("/"));
        new AtomicFile(disk, FILE).replace(old());

        for (var count = 0; count < 10; count++) {
            for (var seed = 0; seed < 100; seed++) {
                var later = disk.afterPowerCut(new Random(seed));
                later.cutPowerAfter(count);
                var done = replaceUntilThePowerIsOut(later);

                var left = text(later.afterPowerCut(new Random(seed)));
                if (done) {
                    assertThat(left).isEqualTo("new");
                } else {
                    assertThat(left).isIn("new", new String(old(), StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static byte[] old() {
        return "old".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean replaceUntilThePowerIsOut(PowerCutDisk disk) {
        try {
            new AtomicFile(disk, FILE).replace("new".getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (PowerIsOut e) {
            return false;
        }
    }
}
