package io.sampan.wire.frame;

import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.util.List;
import java.util.Optional;

/// Sending a file: OfferUpload → UploadReady, PutBlock → BlockStored …, FinishUpload →
/// UploadComplete.
public sealed interface UploadFrame extends Frame {

    /// Starts or continues an upload.
    ///
    /// @param md5Follows whether the finish will bring an MD5: then it is computed as bytes arrive
    record OfferUpload(Offer offer, boolean md5Follows) implements UploadFrame {}

    /// The upload may go on; `held` need not be sent.
    record UploadReady(UploadId id, RangeSet held) implements UploadFrame {}

    /// Where was I?
    record QueryUpload(UploadId id) implements UploadFrame {}

    /// A block; the body is its bytes.
    ///
    /// @param offset of the body's first byte in the file
    /// @param leaves the digest of each whole leaf that the block touches
    record PutBlock(UploadId id, long offset, List<Sha256> leaves) implements UploadFrame {}

    /// The block survives a kill of the server.
    record BlockStored() implements UploadFrame {}

    /// Keep what is held, free the slot.
    record PauseUpload(UploadId id) implements UploadFrame {}

    /// Remove what is held.
    record CancelUpload(UploadId id) implements UploadFrame {}

    /// All blocks are sent.
    ///
    /// @param md5 16 bytes over the whole file, where the client wants that compared too
    record FinishUpload(UploadId id, Sha256 digest, Optional<Md5> md5) implements UploadFrame {}

    /// The file is whole, verified, and survives a power cut.
    record UploadComplete(Media media) implements UploadFrame {}

    /// A file of one leaf at most; the body is all of it.
    record PutSmall(Offer offer, Sha256 digest) implements UploadFrame {}
}
