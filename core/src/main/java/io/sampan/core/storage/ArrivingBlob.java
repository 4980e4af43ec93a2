package io.sampan.core.storage;

import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The bytes of one upload while it arrives, and its leaf table: what of them is there.
///
/// A leaf is *absent*, holds a *head* (some bytes from its start, not yet verified), or is
/// *verified*. A leaf that is sent from two places at once may hold *received ranges* behind its
/// head: bytes before which others are missing. Different threads may work on different leaves at
/// once; on one leaf, one thread at a time. Everything that returned is *written*; [#sync] and
/// [#complete] make it *synced*.
public interface ArrivingBlob extends AutoCloseable {

    /// The upload that it belongs to.
    UploadId id();

    /// Bytes of the whole file.
    long size();

    /// The digest of a verified leaf; empty for any other.
    Optional<Sha256> digest(int leaf);

    /// How many bytes from the start of a leaf that is not verified are held; 0 for none.
    int head(int leaf);

    /// Which bytes of a leaf that is not verified are held, counted from its start: its head and
    /// its received ranges.
    RangeSet parts(int leaf);

    /// Every byte that is held: verified leaves, heads, and received ranges.
    RangeSet held();

    /// Writes all of `piece` at `offset`, in place. The table is not changed.
    void write(long offset, ByteBuffer piece);

    /// Fills `into` from `offset`; the caller asks only for bytes that are held.
    void read(long offset, ByteBuffer into);

    /// Records that the bytes of the leaf are written and match `digest`.
    void verified(int leaf, Sha256 digest);

    /// Records that the first `bytes` bytes of the leaf are written, not verified.
    void head(int leaf, int bytes);

    /// Records that these bytes of the leaf are written, not verified, and no others.
    ///
    /// @param held counted from the start of the leaf: a head, and up to four received ranges
    void parts(int leaf, RangeSet held);

    /// Records that nothing of the leaf is held.
    void forget(int leaf);

    /// Syncs bytes, then table: what is verified now survives a power cut without being read again.
    void sync();

    /// Turns the upload, all of whose leaves are verified, into a stored blob with the same id, and
    /// keeps the facts beside it ([BlobStore#facts]). *Synced*. This object is closed by it. Doing
    /// it again after a crash in between is safe.
    ///
    /// @param facts what the ledger is going to know of it
    /// @throws IllegalStateException if a leaf is not verified; nothing is changed then
    void complete(Media facts);

    /// Lets go of the files; nothing is removed.
    @Override
    void close();
}
