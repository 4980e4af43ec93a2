package io.sampan.systemtests.packages;

import static io.sampan.systemtests.packages.Programs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.packages.Struct.Layout;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The step of the seed "the reply is not OK: send it again", as the public program does it: on the
/// same connection, the struct again after a struct, the bare bytes again after bytes.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init") // each test starts its own programs
class BodyAgainTest {

    private static final int SIZE = (int) (11 * MIB);
    private static final int LENGTH = SIZE / 12;

    @RegisterExtension final Lab lab = new Lab();

    private Programs all;
    private Wire wire;

    private void start(Layout layout) {
        all = Programs.start(lab, layout, 1, 1);
        wire = all.wire();
    }

    private Struct small(String name, int size) {
        return all.struct(4, name).withFileType(Struct.SMALL).withSize(size);
    }

    private Struct big(int type) {
        return all.struct(type, "film").withFileType(Struct.BIG).withSize(SIZE);
    }

    private static String md5(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void afterAStructThatFailedTheNextOneIsHeard(Layout layout) throws IOException {
        start(layout);
        var content = Content.bytes(1, 1000);
        assertThat(wire.ask(all.struct(1, "nothing")).isFailed()).isTrue();
        assertThat(wire.ask(big(5)).isFailed()).isTrue();
        assertThat(wire.ask(big(6)).isFailed()).isTrue();
        assertThat(wire.ask(big(7)).isFailed()).isTrue();
        assertThat(wire.ask(small("../note", 1000)).isFailed()).isTrue();
        assertThat(wire.ask(small("note", 1000).withSize(-1)).isFailed()).isTrue();

        assertThat(wire.ask(small("note", 1000)).isOk()).isTrue();
        wire.out().write(content);
        assertThat(wire.receive().isOk()).isTrue();
        // As the public program ends a small file, without waiting for an answer.
        wire.send(all.struct(7, "note").withFileType(Struct.SMALL).withSize(1000));

        assertThat(wire.receive().isOk()).isTrue();
        assertThat(all.wire().ask(all.struct(1, "note")).size()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aBlockThatFailedComesAgainWithoutAStruct(Layout layout) throws IOException {
        start(layout);
        var content = Content.bytes(1, SIZE);
        assertThat(wire.ask(big(4)).isOk()).isTrue();
        failBlock(content);

        wire.out().write(content, 3 * LENGTH, LENGTH);

        assertThat(wire.receive().isOk()).isTrue();
        assertThat(wire.ask(big(6).withBlock(3, 0)).offset()).isEqualTo(LENGTH);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aBlockThatFailedComesAgainWithItsStruct(Layout layout) throws IOException {
        start(layout);
        var content = Content.bytes(1, SIZE);
        assertThat(wire.ask(big(4)).isOk()).isTrue();
        failBlock(content);

        assertThat(wire.ask(big(5).withBlock(3, 0)).isOk()).isTrue();
        wire.out().write(content, 3 * LENGTH, LENGTH);

        assertThat(wire.receive().isOk()).isTrue();
        assertThat(wire.ask(big(6).withBlock(3, 0)).offset()).isEqualTo(LENGTH);
    }

    /// A newer connection takes block 3 over, so that the older one's is answered FAILED.
    private void failBlock(byte[] content) throws IOException {
        assertThat(wire.ask(big(5).withBlock(3, 0)).isOk()).isTrue();
        try (var newer = new Wire(all.proxies().getFirst(), all.layout())) {
            assertThat(newer.ask(big(5).withBlock(3, 0)).isOk()).isTrue();
            wire.out().write(content, 3 * LENGTH, LENGTH);
            assertThat(wire.receive().isFailed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100, 335, 336, 337, 200_000})
    void aSmallFileWithAnotherMd5IsFailedAndStoredWhenItComesRight(int size) throws Exception {
        start(Layout.MD5);
        var content = Content.bytes(1, size);
        var damaged = content.clone();
        damaged[size - 1] ^= 1;
        all.program().upload(all.file("older", 5, 400), "note");
        wire.out().write(small("note", size).encodeWithMd5(md5(content)));
        assertThat(wire.receive().isOk()).isTrue();
        for (var again = 0; again < 2; again++) {
            wire.out().write(damaged);
            assertThat(wire.receive().isFailed()).isTrue();
            assertThat(all.wire().ask(all.struct(1, "note")).size()).isEqualTo(400);
        }

        wire.out().write(content);

        assertThat(wire.receive().isOk()).isTrue();
        var stored = all.wire();
        assertThat(stored.ask(all.struct(1, "note")).size()).isEqualTo(size);
        assertThat(stored.in().readNBytes(size)).isEqualTo(content);
        wire.out().write(all.struct(7, "note").withSize(size).encodeWithMd5(md5(damaged)));
        assertThat(wire.receive().isFailed()).isTrue();
        wire.out().write(all.struct(7, "note").withSize(size).encodeWithMd5(md5(content)));
        assertThat(wire.receive().isOk()).isTrue();
    }

    @Test
    void aSmallFileThatFailedMayComeAgainWithItsStruct() throws Exception {
        start(Layout.MD5);
        var content = Content.bytes(1, 5);
        for (var damaged : new boolean[] {true, true, false}) {
            wire.out().write(small("note", 5).encodeWithMd5(md5(content)));
            assertThat(wire.receive().isOk()).isTrue();
            wire.out().write(damaged ? new byte[5] : content);
            assertThat(wire.receive().isFailed()).isEqualTo(damaged);
        }
    }

    @Test
    void aBigFileWithAnotherMd5IsNeverThere() throws Exception {
        start(Layout.MD5);
        var content = Content.bytes(1, SIZE);
        var damaged = content.clone();
        damaged[SIZE / 2] ^= 1;

        assertThat(sendBig(damaged, md5(content)).isFailed()).isTrue();
        assertThat(wire.ask(all.struct(1, "film")).isFailed()).isTrue();

        assertThat(sendBig(content, md5(content)).isOk()).isTrue();
        assertThat(wire.ask(all.struct(1, "film")).size()).isEqualTo(SIZE);
        assertThat(all.names()).containsExactly("package:film");
    }

    /// @return the answer to the last block
    private Struct sendBig(byte[] content, String md5) throws IOException {
        wire.out().write(big(4).encodeWithMd5(md5));
        assertThat(wire.receive().isOk()).isTrue();
        var answer = big(0);
        for (var block = 0; block < 12; block++) {
            assertThat(wire.ask(big(5).withBlock(block, 0)).isOk()).isTrue();
            var end = block == 11 ? SIZE : (block + 1) * LENGTH;
            wire.out().write(Arrays.copyOfRange(content, block * LENGTH, end));
            answer = wire.receive();
            assertThat(answer.isOk() || block == 11).isTrue();
        }
        return answer;
    }
}
