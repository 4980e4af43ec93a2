package io.sampan.server.packages;

import io.sampan.core.transfer.NamedUploadDesk;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import java.util.Optional;

/// The rule by which a big file falls into blocks: twelve of one length, and the last one takes the
/// remainder as well.
final class PackageBlocks {

    /// How many a big file has, numbered from 0.
    static final int COUNT = 12;

    private PackageBlocks() {}

    /// Whether a file goes in one piece.
    static boolean isSmall(long fileSize) {
        return fileSize <= NamedUploadDesk.LARGEST_WHOLE;
    }

    /// Whether there are files of that size at all. (A `uint64` that is too large reads as
    /// negative.)
    static boolean isSize(long fileSize) {
        return fileSize >= 0 && fileSize <= Leaf.MAX_FILE_SIZE;
    }

    /// Where block `number` of a big file lies; empty if there is no such block.
    static Optional<ByteRange> range(long fileSize, int number) {
        if (!isSize(fileSize) || isSmall(fileSize) || number < 0 || number >= COUNT) {
            return Optional.empty();
        }
        var length = fileSize / COUNT;
        var from = number * length;
        return Optional.of(new ByteRange(from, number == COUNT - 1 ? fileSize : from + length));
    }
}
