package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import java.nio.ByteBuffer;

/// Takes in the body of one block. Used by the one thread that reads the lane, which ends it with
/// either [#finish] or [#abandon], exactly once.
public sealed interface BlockIntake permits BlockWriter, NamedBlock, DroppingIntake {

    /// The next bytes of the body, in order, cut anywhere. They are hashed, written and not kept;
    /// the piece is consumed (its position becomes its limit), also where the bytes are dropped. A
    /// direct buffer of up to 256 KiB is best. May block on the disk, and for a moment on another
    /// lane that writes to the same leaf.
    ///
    /// @throws IllegalStateException if more comes than the block has
    void accept(ByteBuffer piece);

    /// All bytes have come. Done, with the block's range, if every byte of it is held now; that is
    /// *written* and survives a kill of the server. Otherwise refused, with the ranges to send
    /// again:
    ///
    /// - `BAD_LEAF`: these leaves did not match their digests;
    /// - `LEAF_BUSY`: another lane took these leaves over and has not finished them yet;
    /// - `INCOMPLETE`: the block began inside a leaf, and the bytes before it have not come;
    /// - `DIGEST_MISMATCH`: the block's checksum is another one; nothing of it is held;
    /// - `PAUSED`, `CANCELLED`, `SLOT_LOST`: that happened meanwhile (what came before is held,
    ///   unless cancelled).
    ///
    /// Everything else of the block is held all the same.
    ///
    /// @throws IllegalStateException if bytes are missing
    Outcome<ByteRange> finish();

    /// The lane ended midway. What came is held; nothing, where the block has a checksum.
    void abandon();
}
