package io.sampan.server.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.MediaName;
import io.sampan.server.packages.Request.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageCodecTest {

    private static final long MIB = 1 << 20;
    private static final long BIG = 100 * MIB + 7;
    private static final MediaName FILM = new MediaName("package:film");

    private final PackageCodec seed = new PackageCodec(PackageLayout.SEED);
    private final PackageCodec md5 = new PackageCodec(PackageLayout.MD5);

    /// A struct of the seed layout whose padding is garbage.
    private static ByteBuffer struct(
            int type, int fileType, String name, long size, int block, long off) {
        var bytes = new byte[288];
        Arrays.fill(bytes, (byte) 0xA5);
        var text = name.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) type).put(1, (byte) fileType).put(2, text);
        if (text.length < 256) {
            out.put(2 + text.length, (byte) 0);
        }
        return out.putLong(264, size).putInt(272, block).putLong(280, off);
    }

    @Test
    void aNoInTheOtherLayoutIsAYesInNeither() {
        var start = struct(4, 2, "film", 0, 0, 0);

        var toMd5 = seed.failed(start, PackageLayout.MD5);
        var toSeed = md5.failed(start, PackageLayout.SEED);

        assertThat(toMd5.remaining()).isEqualTo(336);
        assertThat(toMd5.get(0)).isEqualTo((byte) 11);
        assertThat(toSeed.remaining()).isEqualTo(288);
        assertThat(toSeed.get(0)).isEqualTo((byte) 10);
        assertThat(seed.decode(toSeed.put(0, (byte) 1))).contains(new Request.FindFile(FILM));
    }

    @Test
    void anMd5IsThirtyTwoDigitsAndAnEndInTheLayoutThatHasIt() {
        var digits = "d41d8cd98f00b204e9800998ecf8427e".getBytes(StandardCharsets.US_ASCII);
        var sent = ByteBuffer.allocate(336).put(258, digits);

        assertThat(md5.md5Of(sent)).contains(Md5.finish(Md5.hasher()));
        assertThat(md5.md5Of(ByteBuffer.allocate(336))).isEmpty();
        assertThat(md5.md5Of(sent.put(290, (byte) 'e'))).isEmpty();
        assertThat(md5.md5Of(sent.put(290, (byte) 0).put(260, (byte) 'x'))).isEmpty();
        assertThat(seed.md5Of(ByteBuffer.allocate(288).put(258, digits, 0, 30))).isEmpty();
    }

    @Test
    void aRequestIsWhatItsFieldsSayWhateverIsInThePadding() {
        assertThat(seed.decode(struct(1, 0, "film", -1, -1, -1)))
                .contains(new Request.FindFile(FILM));
        assertThat(seed.decode(struct(4, 1, "film", BIG, -1, -1)))
                .contains(new Request.OfferFile(FILM, BIG));
        var length = BIG / 12;
        var range = new ByteRange(2 * length, 3 * length);
        assertThat(seed.decode(struct(5, 0, "film", BIG, 2, 9)))
                .contains(new Request.WriteBlock(FILM, new Block(BIG, range, range.from() + 9)));
        assertThat(seed.decode(struct(6, 0, "film", BIG, 2, -9)))
                .contains(new Request.WhereWasI(FILM, new Block(BIG, range, range.from())));
    }

    @Test
    void theLastBlockTakesTheRemainder() {
        assertThat(PackageBlocks.range(BIG, 11)).contains(new ByteRange(11 * (BIG / 12), BIG));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 8, 9, 10, 11, 12, -1, 127})
    void anyOtherTypeAsksForNothing(byte type) {
        assertThat(seed.decode(struct(type, 1, "film", BIG, 0, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a/b", "/etc/passwd", "..\\up", "a\nb", "\u202Egpj", "a/"})
    void aNameIsAPlainLabel(String name) {
        assertThat(seed.decode(struct(1, 0, name, 0, 0, 0))).isEmpty();
    }

    @Test
    void aNameHasAnEnd() {
        assertThat(seed.decode(struct(1, 0, "n".repeat(255), 0, 0, 0)))
                .contains(new Request.FindFile(new MediaName("package:" + "n".repeat(255))));
        assertThat(seed.decode(struct(1, 0, "n".repeat(256), 0, 0, 0))).isEmpty();
    }

    @Test
    void aNameIsUtf8() {
        var struct = struct(1, 0, "film", 0, 0, 0).put(3, (byte) 0xC0);

        assertThat(seed.decode(struct)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10485760", // 10 MiB are small
        "2, 10485761",
        "0, 100",
        "3, 100",
        "2, -1",
        "1, 9223372036854775807",
    })
    void anOfferSaysTheRightKindOfAPossibleSize(int fileType, long size) {
        assertThat(seed.decode(struct(4, fileType, "film", size, 0, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10485760, 0, 0", // a small file has no blocks
        "104857607, 12, 0",
        "104857607, -1, 0",
        "104857607, 0, 8738134",
        "104857607, 0, -1",
        "-1, 0, 0",
    })
    void aBlockIsOneThatTheFileHas(long size, int block, long offset) {
        assertThat(seed.decode(struct(2, 0, "film", size, block, offset))).isEmpty();
        assertThat(seed.decode(struct(5, 0, "film", size, block, offset))).isEmpty();
    }

    @Test
    void anAnswerIsTheRequestWithoutItsPadding() {
        var answer = seed.held(struct(6, 1, "film", BIG, 3, 0), 77);

        var expected = ByteBuffer.allocate(288).order(ByteOrder.LITTLE_ENDIAN);
        expected.put(0, (byte) 6).put(1, (byte) 1).put(2, "film".getBytes(StandardCharsets.UTF_8));
        expected.putLong(264, BIG).putInt(272, 3).putLong(280, 77);
        assertThat(answer).isEqualTo(expected);
        assertThat(seed.ok(expected).get(0)).isEqualTo((byte) 9);
        assertThat(seed.failed(expected).get(0)).isEqualTo((byte) 10);
    }

    @Test
    void theOtherLayoutHasAnMd5AndAskForIt() {
        var struct = ByteBuffer.allocate(336).order(ByteOrder.LITTLE_ENDIAN);
        struct.put(0, (byte) 8).put(2, "film".getBytes(StandardCharsets.UTF_8));

        assertThat(md5.decode(struct)).contains(new Request.AskMd5(FILM));
        var answer = md5.md5(struct, 5, Md5.finish(Md5.hasher()));
        assertThat(answer.get(0)).isEqualTo((byte) 10);
        var text = new byte[33];
        answer.get(258, text);
        assertThat(new String(text, StandardCharsets.US_ASCII))
                .isEqualTo("d41d8cd98f00b204e9800998ecf8427e\0");
        assertThat(answer.getLong(312)).isEqualTo(5);
        assertThat(md5.failed(struct).get(0)).isEqualTo((byte) 11);
    }

    @Property(tries = 100_000)
    void anyStructIsARequestOrNothing(
            @ForAll @Size(288) byte[] bytes, @ForAll boolean named, @ForAll PackageLayout layout) {
        var codec = new PackageCodec(layout);
        var struct = ByteBuffer.allocate(codec.structBytes()).put(0, bytes);
        if (named) {
            struct.put(2, (byte) 'f').put(3, (byte) 0);
        }

        Optional<Request> request = codec.decode(struct);

        assertThat(codec.failed(struct).capacity()).isEqualTo(codec.structBytes());
        request.ifPresent(PackageCodecTest::isSound);
    }

    private static void isSound(Request request) {
        assertThat(request.name().segments()).hasSize(1);
        switch (request) {
            case Request.ReadBlock(var _, var block) -> isSound(block);
            case Request.WriteBlock(var _, var block) -> isSound(block);
            case Request.WhereWasI(var _, var block) -> isSound(block);
            case Request.OfferFile(var _, var size) -> assertThat(size).isNotNegative();
            case Request.EndWriting(var _, var size) -> assertThat(size).isNotNegative();
            case Request.FindFile _, Request.EndReading _, Request.AskMd5 _ -> {}
        }
    }

    private static void isSound(Block block) {
        assertThat(block.range().from()).isLessThanOrEqualTo(block.from());
        assertThat(block.from()).isLessThanOrEqualTo(block.range().to());
        assertThat(block.range().to()).isLessThanOrEqualTo(block.fileSize());
    }

    @ParameterizedTest
    @EnumSource(PackageLayout.class)
    void fieldsLieWhereACompilerPutsThem(PackageLayout layout) {
        assertThat(layout.sizeAt() % 8).isZero();
        assertThat(layout.offsetAt() + 8).isEqualTo(layout.bytes());
    }
}
