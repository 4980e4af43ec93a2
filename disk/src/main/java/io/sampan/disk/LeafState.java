package io.sampan.disk;

import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;

/// What a leaf table says of one leaf. `synced` means: the medium has the bytes, so after a power
/// cut they need not be read again.
sealed interface LeafState {

    boolean synced();

    /// Nothing of the leaf is held.
    record Absent() implements LeafState {
        @Override
        public boolean synced() {
            return false;
        }
    }

    /// Some bytes of the leaf are held, not verified: most often its head.
    ///
    /// @param held counted from the start of the leaf; not empty
    record Partial(RangeSet held, boolean synced) implements LeafState {}

    /// All of the leaf is held and matches its digest.
    record Verified(Sha256 digest, boolean synced) implements LeafState {}

    /// The same, synced.
    default LeafState toSynced() {
        return switch (this) {
            case Absent absent -> absent;
            case Partial(var held, var _) -> new Partial(held, true);
            case Verified(var digest, var _) -> new Verified(digest, true);
        };
    }
}
