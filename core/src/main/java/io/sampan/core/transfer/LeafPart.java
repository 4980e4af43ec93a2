package io.sampan.core.transfer;

import io.sampan.model.RefusalCode;

/// The part of one leaf that a block has: bytes `from` to `to` of the leaf. And what comes of it.
///
/// @param length of the whole leaf
record LeafPart(int leaf, int from, int to, int length) {

    /// Whether the leaf is whole after this part.
    boolean endsLeaf() {
        return to == length;
    }

    /// A part that could not be kept, and why.
    record Unkept(LeafPart part, RefusalCode why) {}
}
