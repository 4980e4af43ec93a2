package io.sampan.model;

/// The bytes from `from` (inclusive) to `to` (exclusive) of a file. May be empty.
public record ByteRange(long from, long to) {

    /// @throws InvalidValueException for a range that runs backward
    public ByteRange {
        if (from < 0 || to < from) {
            throw new InvalidValueException("a range runs forward from 0 or more");
        }
    }

    /// @throws InvalidValueException where the end would overflow
    public static ByteRange ofLength(long from, long length) {
        if (from < 0 || length < 0 || from > Long.MAX_VALUE - length) {
            throw new InvalidValueException("a range runs forward from 0 or more");
        }
        return new ByteRange(from, from + length);
    }

    /// Bytes in it.
    public long length() {
        return to - from;
    }

    /// The same, so many bytes further on.
    public ByteRange shifted(long by) {
        return new ByteRange(from + by, to + by);
    }

    /// Has it no byte?
    public boolean isEmpty() {
        return from == to;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
