package io.sampan.fuzz;

import io.sampan.model.MediaName;
import io.sampan.server.packages.PackageLayout;
import io.sampan.server.packages.Request;
import io.sampan.server.packages.Request.AskMd5;
import io.sampan.server.packages.Request.Block;
import io.sampan.server.packages.Request.EndReading;
import io.sampan.server.packages.Request.EndWriting;
import io.sampan.server.packages.Request.FindFile;
import io.sampan.server.packages.Request.OfferFile;
import io.sampan.server.packages.Request.ReadBlock;
import io.sampan.server.packages.Request.WhereWasI;
import io.sampan.server.packages.Request.WriteBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The program's side of the struct, written from `docs/package.md` and from nothing of the
/// server's: were a field in the wrong place there, both sides would not agree.
record StructWriter(PackageLayout layout) {

    static final int MD5_AT = 258;

    private static final String SPACE = "package:";
    private static final int NAME_AT = 2;
    private static final int NAME_BYTES = 256;
    private static final int SMALL_UP_TO = 10 << 20;
    private static final int BLOCKS = 12;
    private static final byte GARBAGE = (byte) 0xA5;

    private int bytes() {
        return layout == PackageLayout.SEED ? 288 : 336;
    }

    private int sizeAt() {
        return layout == PackageLayout.SEED ? 264 : 312;
    }

    private int blockAt() {
        return sizeAt() + 8;
    }

    private int offsetAt() {
        return sizeAt() + 16;
    }

    /// The message type of a yes.
    int ok() {
        return layout == PackageLayout.SEED ? 9 : 10;
    }

    /// The name as the program says it.
    static String label(MediaName name) {
        Harness.require(name.value().startsWith(SPACE), "a name outside the shared space");
        return name.value().substring(SPACE.length());
    }

    long offsetOf(ByteBuffer struct) {
        return struct.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(offsetAt());
    }

    /// The struct of a request; between its fields is whatever was there.
    ByteBuffer write(Request request) {
        return switch (request) {
            case FindFile(var name) -> struct(1, name);
            case ReadBlock(var name, var block) -> with(block, struct(2, name));
            case EndReading(var name) -> struct(3, name);
            case OfferFile(var name, var size) ->
                    struct(4, name)
                            .put(1, (byte) (size > SMALL_UP_TO ? 1 : 2))
                            .putLong(sizeAt(), size);
            case WriteBlock(var name, var block) -> with(block, struct(5, name));
            case WhereWasI(var name, var block) -> with(block, struct(6, name));
            case EndWriting(var name, var size) -> struct(7, name).putLong(sizeAt(), size);
            case AskMd5(var name) -> struct(8, name);
        };
    }

    private ByteBuffer struct(int type, MediaName name) {
        var all = new byte[bytes()];
        Arrays.fill(all, GARBAGE);
        var text = label(name).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(all)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) type)
                .put(NAME_AT, text)
                .put(NAME_AT + text.length, (byte) 0);
    }

    private ByteBuffer with(Block block, ByteBuffer struct) {
        var length = block.fileSize() / BLOCKS;
        return struct.putLong(sizeAt(), block.fileSize())
                .putInt(blockAt(), (int) (block.range().from() / length))
                .putLong(offsetAt(), block.from() - block.range().from());
    }

    /// The law of an answer: the fields of the request up to the name's end, and zeros in between.
    void isAnswer(ByteBuffer answer, ByteBuffer struct, int type) {
        var expected = ByteBuffer.allocate(bytes());
        expected.put(0, (byte) type).put(1, struct.get(1));
        for (var at = NAME_AT; at < NAME_AT + NAME_BYTES && struct.get(at) != 0; at++) {
            expected.put(at, struct.get(at));
        }
        expected.put(sizeAt(), struct, sizeAt(), Long.BYTES)
                .put(blockAt(), struct, blockAt(), Integer.BYTES)
                .put(offsetAt(), struct, offsetAt(), Long.BYTES);
        Harness.require(answer.equals(expected), "an answer has other fields than its request");
    }
}
