package io.sampan.client.upload;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The digests of a file's leaves, each computed once, when it is first asked for. Any thread; two
/// that ask for the same leaf at once may both compute it.
final class SourceDigests {

    private final SourceFile source;
    private final AtomicReferenceArray<Sha256> known;

    SourceDigests(SourceFile source) {
        this.source = source;
        this.known = new AtomicReferenceArray<>(Leaf.count(source.size()));
    }

    /// The digest of each whole leaf that `block` touches.
    List<Sha256> of(ByteRange block, Hashing with) {
        var digests = new ArrayList<Sha256>();
        for (var leaf = Leaf.at(block.from()); leaf <= Leaf.at(block.to() - 1); leaf++) {
            digests.add(of(leaf, with));
        }
        return digests;
    }

    private Sha256 of(int leaf, Hashing with) {
        var digest = known.get(leaf);
        if (digest == null) {
            digest = with.digest(source, Leaf.range(leaf, source.size()));
            known.set(leaf, digest);
        }
        return digest;
    }

    /// Reads the leaves of the range again.
    ///
    /// @throws SourceChangedException if one is not what it was
    void verify(ByteRange range, Hashing with) {
        source.check();
        for (var leaf = Leaf.at(range.from()); leaf <= Leaf.at(range.to() - 1); leaf++) {
            var before = known.get(leaf);
            var now = with.digest(source, Leaf.range(leaf, source.size()));
            if (before != null && !before.equals(now)) {
                throw new SourceChangedException();
            }
            known.set(leaf, now);
        }
    }

    /// The tree digest; computes what is not known yet.
    Sha256 tree(Hashing with) {
        var tree = new TreeHasher();
        for (var leaf = 0; leaf < known.length(); leaf++) {
            tree.add(of(leaf, with));
        }
        return tree.digest();
    }

    /// A worker's hasher and buffer. Used by one thread.
    static final class Hashing {

        private final MessageDigest hasher = Sha256.hasher();
        // On the heap: a direct one would be hashed through copies of 4 KiB.
        private final ByteBuffer piece = ByteBuffer.allocate(256 << 10);

        private Sha256 digest(SourceFile source, ByteRange range) {
            hasher.reset();
            for (var at = range.from(); at < range.to(); at += piece.limit()) {
                piece.clear().limit((int) Math.min(piece.capacity(), range.to() - at));
                source.read(at, piece);
                hasher.update(piece.flip());
            }
            return Sha256.finish(hasher);
        }
    }
}
