package io.sampan.disk;

import io.sampan.model.Leaf;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Decides what to believe of the entries of a leaf table that is opened. Used by one thread.
///
/// @param bytes the file that the table tells of
/// @param sameBoot whether the machine has run ever since the table was written: then all that was
///   written is still there
/// @param syncFailed whether a sync has failed since. Then the system may have dropped what was not
///   synced while it still shows it to readers, and would not write it again: reading proves
///   nothing, and only what has the mark counts
record LeafCheck(DiskFile bytes, long size, long held, boolean sameBoot, boolean syncFailed) {

    LeafCheck(DiskFile bytes, long size, boolean sameBoot, boolean syncFailed) {
        this(bytes, size, bytes.size(), sameBoot, syncFailed);
    }

    /// Whether the leaf's bytes are what its entry says.
    boolean believes(int leaf, LeafState state) {
        return switch (state) {
            case LeafState.Absent() -> true;
            case LeafState.Partial(var parts, var synced) -> {
                var end = parts.isEmpty() ? 0 : parts.ranges().getLast().to();
                yield end > 0
                        && end <= Leaf.length(leaf, size)
                        && Leaf.start(leaf) + end <= held
                        && (synced || sameBoot);
            }
            case LeafState.Verified(var digest, var synced) ->
                    Leaf.range(leaf, size).to() <= held
                            && (synced
                                    || sameBoot
                                    || (!syncFailed
                                            && digestOf(leaf).filter(digest::equals).isPresent()));
        };
    }

    private Optional<Sha256> digestOf(int leaf) {
        var piece = ByteBuffer.allocate(64 << 10);
        var hasher = Sha256.hasher();
        var range = Leaf.range(leaf, size);
        for (var at = range.from(); at < range.to(); at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), range.to() - at));
            if (bytes.read(at, piece) < piece.limit()) {
                return Optional.empty();
            }
            hasher.update(piece.flip());
        }
        return Optional.of(Sha256.finish(hasher));
    }
}
