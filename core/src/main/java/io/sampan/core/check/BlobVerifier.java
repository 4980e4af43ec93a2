package io.sampan.core.check;

import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Compares a stored blob with what is known of it. Used by one thread at a time.
public final class BlobVerifier {

    private static final int PIECE = 256 << 10;

    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    /// What is wrong with the size or the digests; the bytes are not read. Empty if nothing is.
    public Optional<String> faultInTable(StoredBlob blob, Media media) {
        if (blob.size() != media.size()) {
            return Optional.of("it has %d bytes, not %d".formatted(blob.size(), media.size()));
        }
        try {
            var tree = new TreeHasher();
            for (var leaf = 0; leaf < Leaf.count(blob.size()); leaf++) {
                tree.add(blob.digest(leaf));
            }
            return tree.digest().equals(media.digest())
                    ? Optional.empty()
                    : Optional.of("its digests are those of another file");
        } catch (StorageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Reads all of the bytes and says what is wrong with them. Empty if nothing is.
    ///
    /// @param beforeReading is told how many bytes of a leaf are read next, and says whether to go
    ///   on; where it does not, the rest counts as right
    public Optional<String> faultInBytes(StoredBlob blob, IntPredicate beforeReading) {
        for (var leaf = 0; leaf < Leaf.count(blob.size()); leaf++) {
            if (!beforeReading.test(Leaf.length(leaf, blob.size()))) {
                return Optional.empty();
            }
            try {
                if (!digest(blob, leaf).equals(blob.digest(leaf))) {
                    return Optional.of("leaf " + leaf + " is not what was stored");
                }
            } catch (StorageException e) {
                return Optional.of("leaf " + leaf + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Sha256 digest(StoredBlob blob, int leaf) {
        var hasher = Sha256.hasher();
        var end = Leaf.start(leaf) + Leaf.length(leaf, blob.size());
        for (var at = Leaf.start(leaf); at < end; at += piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE, end - at));
            blob.read(at, piece);
            hasher.update(piece.flip());
        }
        return Sha256.finish(hasher);
    }
}
