package io.sampan.core.transfer;

import io.sampan.model.Sha256;
import java.util.List;
import java.util.Optional;

/// What is known of a block's bytes before they come.
sealed interface BlockDigests {

    /// The digest of each leaf that the block touches, in order: each leaf is compared.
    record Announced(List<Sha256> leaves) implements BlockDigests {

        public Announced {
            leaves = List.copyOf(leaves);
        }

        @Override
        public Optional<PieceChecksum> checksum() {
            return Optional.empty();
        }
    }

    /// Nothing of the leaves: their digests are learned.
    ///
    /// @param checksum of the block itself, if its sender has one
    record Learned(Optional<PieceChecksum> checksum) implements BlockDigests {}

    /// What the block itself should be, if its sender said so.
    Optional<PieceChecksum> checksum();

    /// What the whole leaf should be.
    ///
    /// @param index of the leaf among those of the block
    default Optional<Sha256> of(int index) {
        return switch (this) {
            case Announced(var leaves) -> Optional.of(leaves.get(index));
            case Learned _ -> Optional.empty();
        };
    }

    default boolean areLearned() {
        return this instanceof Learned;
    }
}
