package io.sampan.systemtests.packages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// The struct, as a C++ program has it in memory: what is between its fields is whatever was there.
///
/// @param type as a number of the layout
/// @param name one character for each byte of it
public record Struct(
        Layout layout, int type, int fileType, String name, long size, int block, long offset) {

    static final int BIG = 1;
    static final int SMALL = 2;

    /// The two structs there are.
    public enum Layout {
        SEED(288, 264, 272, 280, 9, 10),
        MD5(336, 312, 320, 328, 10, 11);

        final int bytes;
        private final int sizeAt;
        private final int blockAt;
        private final int offsetAt;
        final int ok;
        final int failed;

        Layout(int bytes, int sizeAt, int blockAt, int offsetAt, int ok, int failed) {
            this.bytes = bytes;
            this.sizeAt = sizeAt;
            this.blockAt = blockAt;
            this.offsetAt = offsetAt;
            this.ok = ok;
            this.failed = failed;
        }
    }

    static Struct of(Layout layout, int type, String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        return new Struct(layout, type, 0, new String(bytes, StandardCharsets.ISO_8859_1), 0, 0, 0);
    }

    Struct withFileType(int newFileType) {
        return new Struct(layout, type, newFileType, name, size, block, offset);
    }

    Struct withSize(long newSize) {
        return new Struct(layout, type, fileType, name, newSize, block, offset);
    }

    Struct withBlock(int newBlock, long newOffset) {
        return new Struct(layout, type, fileType, name, size, newBlock, newOffset);
    }

    boolean isOk() {
        return type == layout.ok;
    }

    boolean isFailed() {
        return type == layout.failed;
    }

    /// A name of 256 bytes has no NUL behind it.
    byte[] encode() {
        var bytes = new byte[layout.bytes];
        ThreadLocalRandom.current().nextBytes(bytes);
        return encode(bytes);
    }

    /// As a program writes it that clears its memory first: no MD5, and zeroes in the name and
    /// between the fields.
    byte[] encodeWithZeroes() {
        return encode(new byte[layout.bytes]);
    }

    /// With that text in the field for an MD5.
    byte[] encodeWithMd5(String hex) {
        var bytes = encodeWithZeroes();
        var text = hex.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, bytes, 258, text.length);
        return bytes;
    }

    private byte[] encode(byte[] bytes) {
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) type);
        out.put(1, (byte) fileType);
        out.put(2, name.getBytes(StandardCharsets.ISO_8859_1), 0, Math.min(256, name.length()));
        if (name.length() < 256) {
            out.put(2 + name.length(), (byte) 0);
        }
        out.putLong(layout.sizeAt, size);
        out.putInt(layout.blockAt, block);
        out.putLong(layout.offsetAt, offset);
        return bytes;
    }

    static Struct decode(Layout layout, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var length = 0;
        while (length < 256 && in.get(2 + length) != 0) {
            length++;
        }
        var name = new byte[length];
        in.get(2, name);
        return new Struct(
                layout,
                in.get(0),
                in.get(1),
                new String(name, StandardCharsets.ISO_8859_1),
                in.getLong(layout.sizeAt),
                in.getInt(layout.blockAt),
                in.getLong(layout.offsetAt));
    }
}
