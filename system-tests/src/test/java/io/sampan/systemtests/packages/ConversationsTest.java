package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is said on one connection, struct by struct.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConversationsTest {

    private static final int SIZE = (int) (10 * MIB) + 5;
    private static final int LENGTH = SIZE / 12;

    @RegisterExtension static final Lab lab = new Lab();

    private static Programs all;
    private String film;
    private List<String> before = List.of();
    private Wire wire;

    @BeforeAll
    static void start() {
        all = Programs.start(lab, Layout.SEED, 0, 0);
    }

    @BeforeEach
    void begin() {
        film = lab.ownName("film");
        before = all.names();
        wire = all.wire();
    }

    private Struct big(int type) {
        return all.struct(type, film).withFileType(Struct.BIG).withSize(SIZE);
    }

    private void putBlock(byte[] content, int block, int offset) throws IOException {
        assertThat(wire.ask(big(5).withBlock(block, offset)).isOk()).isTrue();
        var end = block == 11 ? SIZE : (block + 1) * LENGTH;
        wire.out().write(content, block * LENGTH + offset, end - block * LENGTH - offset);
        assertThat(wire.receive().isOk()).isTrue();
    }

    private void putAll(byte[] content) throws IOException {
        assertThat(wire.ask(big(4)).isOk()).isTrue();
        for (var block = 11; block >= 0; block--) {
            putBlock(content, block, 0);
        }
    }

    @Test
    void manyRequestsInARowOnOneConnection() throws IOException {
        var content = Content.bytes(1, SIZE);
        putAll(content);
        assertThat(wire.ask(big(7)).isOk()).isTrue();

        var found = wire.ask(all.struct(1, film));
        assertThat(found.size()).isEqualTo(SIZE);
        assertThat(found.fileType()).isEqualTo(Struct.BIG);
        wire.send(big(2).withBlock(3, 100));
        var part = wire.in().readNBytes(LENGTH - 100);
        assertThat(part).isEqualTo(Arrays.copyOfRange(content, 3 * LENGTH + 100, 4 * LENGTH));
        wire.send(big(3));
        assertThat(wire.ask(big(6).withBlock(11, 0)).offset()).isEqualTo(SIZE - 11L * LENGTH);
    }

    @Test
    void aFileIsCompleteWithItsLastByteWithoutBeingToldSo() throws IOException {
        putAll(Content.bytes(1, SIZE));

        all.assertAdded(before, film);
    }

    @Test
    void theEndIsFailedWhileABlockIsMissing() throws IOException {
        wire.ask(big(4));
        putBlock(Content.bytes(1, SIZE), 5, 0);

        assertThat(wire.ask(big(7)).isFailed()).isTrue();
        putAll(Content.bytes(1, SIZE));
        assertThat(wire.ask(big(7)).isOk()).isTrue();
    }

    @Test
    void aStructMayComeAByteAtATime() throws IOException {
        for (var one : all.struct(4, "tiny").withFileType(Struct.SMALL).withSize(3).encode()) {
            wire.out().write(one);
        }
        assertThat(wire.receive().isOk()).isTrue();
        for (var one : new byte[] {1, 2, 3}) {
            wire.out().write(one);
        }
        assertThat(wire.receive().isOk()).isTrue();
        for (var one : all.struct(1, "tiny").encode()) {
            wire.out().write(one);
        }

        assertThat(wire.receive().size()).isEqualTo(3);
        assertThat(wire.in().readNBytes(3)).containsExactly(1, 2, 3);
    }

    @Test
    void whereWasIIsRightToTheByteWhileTheServerLives() throws IOException {
        wire.ask(big(4));
        wire.ask(big(5).withBlock(4, 0));
        wire.out().write(Content.bytes(1, SIZE), 4 * LENGTH, 345_678);

        Awaitility.await("all that was sent has come")
                .until(() -> all.wire().ask(big(6).withBlock(4, 0)).offset() == 345_678);
        wire.cut();
        Awaitility.await("it is still there")
                .until(() -> all.wire().ask(big(6).withBlock(4, 0)).offset() == 345_678);
        var other = all.wire().ask(big(6).withBlock(5, 0));
        assertThat(other.type()).isEqualTo(6);
        assertThat(other.offset()).isZero();
    }

    @Test
    void anOffsetBehindWhatIsHeldIsFailed() throws IOException {
        wire.ask(big(4));

        assertThat(wire.ask(big(5).withBlock(4, 1)).isFailed()).isTrue();
        assertThat(wire.ask(big(5).withBlock(4, 0)).isOk()).isTrue();
    }

    @Test
    void whatIsStillArrivingCannotBeRead() throws IOException {
        wire.ask(big(4));
        putBlock(Content.bytes(1, SIZE), 0, 0);

        assertThat(all.wire().ask(all.struct(1, film)).isFailed()).isTrue();
        assertThat(all.wire().ask(big(2)).isFailed()).isTrue();
    }

    @Test
    void whatIsReplacedStaysUntilTheNewOneIsComplete() throws IOException {
        var first = all.file("first", 1, SIZE);
        all.program().upload(first, film);
        wire.ask(big(4));
        putBlock(Content.bytes(2, SIZE), 0, 0);
        all.assertStored(film, first);

        var second = all.file("second", 3, SIZE + 100);
        all.program().upload(second, film);

        all.assertStored(film, second);
        all.assertAdded(before, film);
    }

    private static Stream<Struct> whatCannotBeDone(String film) {
        var big = new Struct(Layout.SEED, 2, Struct.BIG, film, SIZE, 0, 0);
        return Stream.of(
                Struct.of(Layout.SEED, 1, film).withSize(-1),
                Struct.of(Layout.SEED, 1, "../etc/passwd"),
                Struct.of(Layout.SEED, 1, "/etc/passwd"),
                Struct.of(Layout.SEED, 1, ""),
                Struct.of(Layout.SEED, 1, "n".repeat(256)),
                Struct.of(Layout.SEED, 0, film),
                Struct.of(Layout.SEED, 8, film),
                Struct.of(Layout.SEED, 9, film),
                Struct.of(Layout.SEED, -7, film),
                big,
                big.withBlock(12, 0),
                big.withBlock(-1, 0),
                big.withBlock(0, LENGTH + 1),
                new Struct(Layout.SEED, 5, Struct.BIG, film, SIZE, 0, 0),
                new Struct(Layout.SEED, 6, Struct.BIG, film, SIZE, 0, 0),
                new Struct(Layout.SEED, 7, Struct.BIG, film, SIZE, 0, 0),
                new Struct(Layout.SEED, 4, Struct.SMALL, film, SIZE, 0, 0),
                new Struct(Layout.SEED, 4, Struct.BIG, film, 10 * MIB, 0, 0),
                new Struct(Layout.SEED, 4, Struct.BIG, film, Long.MAX_VALUE, 0, 0),
                new Struct(Layout.SEED, 4, Struct.BIG, film, 1L << 50, 0, 0),
                new Struct(Layout.SEED, 4, Struct.BIG, "a/b", SIZE, 0, 0));
    }

    @Test
    void whatCannotBeDoneIsFailedAndTheNextStructIsHeard() throws IOException {
        var structs = whatCannotBeDone(film).filter(struct -> isRequest(struct.type())).toList();
        for (var struct : structs) {
            try (var one = new Wire(all.cluster().packages(), Layout.SEED)) {
                for (var again = 0; again < 2; again++) {
                    assertThat(one.ask(struct).isFailed()).as(struct.toString()).isTrue();
                }
            }
        }
    }

    private static boolean isRequest(int type) {
        return type >= 1 && type <= 7;
    }

    @Test
    void aTypeThatIsNoRequestIsFailedAndTheConnectionIsClosed() throws IOException {
        var structs = whatCannotBeDone(film).filter(struct -> !isRequest(struct.type())).toList();
        for (var struct : structs) {
            try (var one = new Wire(all.cluster().packages(), Layout.SEED)) {
                assertThat(one.ask(struct).isFailed()).as(struct.toString()).isTrue();
                assertThat(one.isClosed()).as(struct.toString()).isTrue();
            }
        }
    }

    @Test
    void aProgramThatNeverStopsAskingForWhatFailsIsCut() throws IOException {
        var asked = 0;
        while (wire.ask(big(7)).isFailed() && ++asked < 100) {
            // Again.
        }

        assertThat(asked).isEqualTo(100);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void aNameMayHave255BytesAndMeansTheSameInEveryForm() throws IOException {
        var name = "电影".repeat(42) + "abc";
        var source = all.file("source", 1, 1000);
        all.program().upload(source, name);

        all.assertStored(name, source);
        var folder = lab.folder("got");
        all.person("alice").done("get", "package:" + name, "--into", folder);
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).singleElement().matches(file -> Content.same(file, source));
        }
    }
}
