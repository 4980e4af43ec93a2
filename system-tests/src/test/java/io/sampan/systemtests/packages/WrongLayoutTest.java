package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program speaks the layout that the listener does not serve, or a size that it never meant:
/// what is stored stays as it is, the program is told FAILED in its own layout, and the log names
/// the option.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WrongLayoutTest {

    private static final long SIZE = 11 * MIB;

    @RegisterExtension final Lab lab = new Lab();

    private static Layout other(Layout layout) {
        return layout == Layout.SEED ? Layout.MD5 : Layout.SEED;
    }

    /// As the public program writes its structs: zeroes where it has nothing to say.
    private static byte[] plain(Struct struct) {
        return struct.encodeWithZeroes();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void whatIsStoredStaysAndTheOptionIsNamed(Layout layout) throws Exception {
        var all = Programs.start(lab, layout, 0, 0);
        var film = all.file("film", 1, SIZE);
        var note = all.file("note", 2, 1000);
        all.program().upload(film, "film");
        all.program().upload(note, "note");

        var asked = new ArrayList<Callable<Boolean>>();
        for (var name : List.of("film", "note", "new")) {
            for (var type : new int[] {4, 5, 6, 7, 1}) {
                for (var size : new long[] {0, 1000, SIZE}) {
                    asked.add(() -> isFailed(all, other(layout), type, name, size));
                }
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var failed : threads.invokeAll(asked)) {
                assertThat(failed.get()).isTrue();
            }
        }

        all.assertStored("film", film);
        all.assertStored("note", note);
        assertThat(all.names()).containsExactlyInAnyOrder("package:film", "package:note");
        assertThat(all.cluster().server().log().lines().filter(l -> l.contains("--package-layout")))
                .singleElement()
                .asString()
                .contains("WARN");
    }

    private static boolean isFailed(Programs all, Layout spoken, int type, String name, long size)
            throws IOException {
        try (var wire = new Wire(all.cluster().packages(), spoken)) {
            var fileType = size > 10 * MIB ? Struct.BIG : Struct.SMALL;
            var struct = Struct.of(spoken, type, name).withFileType(fileType).withSize(size);
            wire.out().write(plain(struct));
            assertThat(wire.receive().isFailed()).as("%s, %d bytes", struct, size).isTrue();
            return wire.isClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void nothingDoesNotTakeThePlaceOfWhatIsStored(Layout layout) throws IOException {
        var all = Programs.start(lab, layout, 0, 0);
        var note = all.file("note", 2, 1000);
        all.program().upload(note, "note");

        assertThat(all.wire().ask(empty(all, "note")).isFailed()).isTrue();

        all.assertStored("note", note);
        assertThat(all.cluster().server().log()).contains("--package-layout");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void anEmptyFileIsStoredUnderAFreeName(Layout layout) throws IOException {
        var all = Programs.start(lab, layout, 0, 0);

        for (var again = 0; again < 2; again++) {
            var wire = all.wire();
            assertThat(wire.ask(empty(all, "empty")).isOk()).isTrue();
            assertThat(wire.receive().isOk()).isTrue();
        }

        assertThat(all.wire().ask(all.struct(1, "empty")).size()).isZero();
    }

    @Test
    void anEmptyFileWithItsMd5TakesThePlaceOfAnother() throws IOException {
        var all = Programs.start(lab, Layout.MD5, 0, 0);
        all.program().upload(all.file("note", 2, 1000), "note");

        var wire = all.wire();
        wire.out().write(empty(all, "note").encodeWithMd5("d41d8cd98f00b204e9800998ecf8427e"));
        assertThat(wire.receive().isOk()).isTrue();
        assertThat(wire.receive().isOk()).isTrue();

        assertThat(all.wire().ask(all.struct(1, "note")).size()).isZero();
    }

    @Test
    void aProgramThatIsCutAfterThePartThatTheLayoutsShareHarmsNothing() throws IOException {
        var all = Programs.start(lab, Layout.SEED, 0, 0);
        var note = all.file("note", 2, 1000);
        all.program().upload(note, "note");
        var struct = plain(Struct.of(Layout.MD5, 4, "note").withFileType(Struct.SMALL).withSize(9));

        try (var wire = new Wire(all.cluster().packages(), Layout.SEED)) {
            wire.out().write(struct, 0, 288);
            wire.endSending();
            assertThat(wire.receive().isFailed()).isTrue();
        }

        all.assertStored("note", note);
    }

    @Test
    void bytesBehindAnEmptyFileAreNotTakenForSilence() throws IOException {
        var all = Programs.start(lab, Layout.SEED, 0, 0);

        try (var wire = new Wire(all.cluster().packages(), Layout.SEED)) {
            wire.send(empty(all, "empty"));
            wire.out().write(new byte[1000]);
            // FAILED of the layout that it seems to speak; no yes in either.
            assertThat(wire.receive().type()).isEqualTo(Layout.MD5.failed);
        }

        Awaitility.await().until(() -> all.cluster().server().log().contains("--package-layout"));
        assertThat(all.names()).isEmpty();
    }

    private static Struct empty(Programs all, String name) {
        return all.struct(4, name).withFileType(Struct.SMALL).withSize(0);
    }
}
