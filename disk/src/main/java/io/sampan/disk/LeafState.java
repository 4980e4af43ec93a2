package io.sampan.disk;

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

    /// The first bytes of the leaf are held, not verified.
    record Head(int bytes, boolean synced) implements LeafState {}

    /// All of the leaf is held and matches its digest.
    record Verified(Sha256 digest, boolean synced) implements LeafState {}

    /// The same, synced.
    default LeafState toSynced() {
        return switch (this) {
            case Absent absent -> absent;
            case Head(var bytes, var _) -> new Head(bytes, true);
            case Verified(var digest, var _) -> new Verified(digest, true);
        };
    }
}
