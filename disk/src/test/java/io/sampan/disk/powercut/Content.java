package io.sampan.disk.powercut;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// The bytes of a file.
final class Content {

    private static final int SECTOR = 512;

    private byte[] bytes = new byte[0];
    private int size;

    /// One change to it.
    sealed interface Change {
        record Write(int at, ByteBuffer piece) implements Change {}

        record Truncate(int size) implements Change {}
    }

    Content copy() {
        var copy = new Content();
        copy.bytes = Arrays.copyOf(bytes, size);
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    /// Copies from `at` into `into`, and says how many bytes there were.
    int read(long at, ByteBuffer into) {
        var got = Math.clamp(size - at, 0, into.remaining());
        into.put(bytes, (int) Math.min(at, size), got);
        return got;
    }

    void apply(Change change) {
        switch (change) {
            case Change.Write(var at, var piece) -> put(at, piece, 0, piece.limit());
            case Change.Truncate(var newSize) -> {
                grow(newSize);
                Arrays.fill(bytes, Math.min(size, newSize), bytes.length, (byte) 0);
                size = newSize;
            }
        }
    }

    /// Applies what a power cut leaves of the change: all, nothing, or some of its sectors.
    void applyTorn(Change change, Random luck) {
        var fate = luck.nextInt(5);
        switch (change) {
            case Change.Write(var at, var piece) when fate == 0 -> {
                for (var from = 0; from < piece.limit(); ) {
                    var to = Math.min(piece.limit(), (at + from) / SECTOR * SECTOR + SECTOR - at);
                    if (luck.nextBoolean()) {
                        put(at, piece, from, to);
                    }
                    from = to;
                }
            }
            case Change _ -> {
                if (fate % 2 == 0) {
                    apply(change);
                }
            }
        }
    }

    private void put(int at, ByteBuffer piece, int from, int to) {
        grow(at + to);
        piece.get(from, bytes, at + from, to - from);
        size = Math.max(size, at + to);
    }

    private void grow(int least) {
        if (bytes.length < least) {
            bytes = Arrays.copyOf(bytes, Math.max(least, 2 * bytes.length));
        }
    }
}
