package io.sampan.model;

/// A leaf is 1 MiB of a file, the unit of digest and of progress; the last one of a file may be
/// shorter. Leaves are numbered from 0. An empty file has one leaf of no bytes.
public final class Leaf {

    /// Bytes in every leaf but the last.
    public static final int SIZE = 1 << 20;

    /// The largest file, in bytes: so many leaves as an `int` can count.
    public static final long MAX_FILE_SIZE = (long) Integer.MAX_VALUE << 20;

    private Leaf() {}

    /// How many leaves a file of `size` bytes has: at least 1.
    ///
    /// @throws InvalidValueException if the size is negative or more than [#MAX_FILE_SIZE]
    public static int count(long size) {
        if (size < 0 || size > MAX_FILE_SIZE) {
            throw new InvalidValueException("a file's size is 0 to " + MAX_FILE_SIZE + " bytes");
        }
        return size == 0 ? 1 : (int) ((size + SIZE - 1) / SIZE);
    }

    /// The number of the leaf that holds the byte at `offset`.
    public static int at(long offset) {
        return Math.toIntExact(offset / SIZE);
    }

    /// Where leaf `leaf` begins, in bytes from the start of the file.
    public static long start(int leaf) {
        return (long) leaf * SIZE;
    }

    /// How many bytes leaf `leaf` has in a file of `size` bytes.
    public static int length(int leaf, long size) {
        return (int) Math.min(SIZE, size - start(leaf));
    }

    /// The bytes of leaf `leaf` in a file of `size` bytes.
    public static ByteRange range(int leaf, long size) {
        return new ByteRange(start(leaf), start(leaf) + length(leaf, size));
    }
}
