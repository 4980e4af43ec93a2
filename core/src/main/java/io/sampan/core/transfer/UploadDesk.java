package io.sampan.core.transfer;

import io.sampan.core.transfer.UploadBook.Entry;
import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where uploads are offered, fed and finished. Every request is idempotent by the id that the
/// client chose: one that was not answered is simply made again, on any lane.
///
/// An upload that is somebody else's does not exist for whoever asks: `NOT_FOUND`.
///
/// All methods may be called from any thread, and block on the disk and the ledger.
public final class UploadDesk {

    private static final Logger LOG = LoggerFactory.getLogger(UploadDesk.class);

    private final UploadParts parts;
    private final UploadBook book;
    private final Admission admission;
    private final Blocks blocks;
    private final Finisher finisher;
    private final SmallFiles smallFiles;

    UploadDesk(
            UploadParts parts,
            UploadBook book,
            Admission admission,
            Finisher finisher,
            SmallFiles smallFiles) {
        this.parts = parts;
        this.book = book;
        this.admission = admission;
        this.blocks = new Blocks(parts, book);
        this.finisher = finisher;
        this.smallFiles = smallFiles;
    }

    /// Admits an upload, or goes on with one: a known id with the same owner, name and size. One
    /// that was paused is open again; one that is complete is answered as complete.
    ///
    /// Refused: `ID_CONFLICT`, `CANCELLED`, `TOO_LARGE`, `NO_SLOT` and `NO_SPACE` (both with
    /// `retryAfter`; the detail has the figures). An upload that was admitted has all its space
    /// reserved, and never runs out of it.
    ///
    /// @param attendance of the conversation that asks; the upload takes a slot for it
    public Outcome<UploadStatus> offer(UserName who, Offer offer, SlotLease attendance) {
        return admission.offer(who, offer, attendance, false);
    }

    /// As [#offer]; the client also says that an MD5 will come with the finish, so it is computed
    /// while the bytes arrive.
    public Outcome<UploadStatus> offerWithMd5(UserName who, Offer offer, SlotLease attendance) {
        return admission.offer(who, offer, attendance, true);
    }

    /// Where was I: what is held, whatever state the upload is in; needs no slot. An upload that
    /// was cancelled is refused with `CANCELLED`.
    public Outcome<UploadStatus> query(UserName who, UploadId id) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished(var media) -> Outcome.done(new UploadStatus.Complete(media));
            case Entry.Unfinished(var upload) -> Admission.status(upload);
        };
    }

    /// Begins a block of an upload. It may begin and end at any byte. Of an upload that is complete
    /// already, every byte is read and dropped.
    ///
    /// Refused, and then the body is not wanted: `NOT_FOUND`, `PAUSED`, `CANCELLED`, `NO_SLOT`
    /// (with `retryAfter`), `OUT_OF_RANGE`, `MALFORMED` (too long, empty, or another number of
    /// digests than leaves).
    ///
    /// @param leafDigests one for each leaf that the block touches, in order; each of the whole
    ///   leaf, also where the block has only a part of it
    public Outcome<BlockIntake> block(
            UserName who,
            UploadId id,
            ByteRange range,
            List<Sha256> leafDigests,
            SlotLease attendance) {
        return blocks.begin(who, id, range, new BlockDigests.Announced(leafDigests), attendance);
    }

    /// Begins a run of bytes whose digests nobody has announced: the server learns them. It may
    /// begin at any byte up to [#heldFromStart], end at any byte, and be of any length; bytes that
    /// are held already are read and dropped, without a comparison. Of an upload that is complete
    /// already, every byte is.
    ///
    /// What came counts as held to the byte, also if the body breaks off ([BlockIntake#abandon]); a
    /// kill of the server costs the last 256 KiB at most, or the last second of a slow one. With a
    /// `checksum` all of it counts when the checksum matched, and nothing before. The newest run
    /// that writes a byte wins; an older one is refused with `LEAF_BUSY` when it finishes.
    ///
    /// Refused, and then the body is not wanted: as [#block], and `INCOMPLETE` where bytes before
    /// the first are missing.
    ///
    /// @param range in the file; where its end is not known, to the end of the file, and
    ///   [BlockIntake#abandon] instead of finish when the body ends before
    /// @param checksum of these bytes, compared at [BlockIntake#finish]
    public Outcome<BlockIntake> append(
            UserName who,
            UploadId id,
            ByteRange range,
            Optional<PieceChecksum> checksum,
            SlotLease attendance) {
        return blocks.begin(who, id, range, new BlockDigests.Learned(checksum), attendance);
    }

    /// How many bytes are held from the start without a gap, right to the byte, also of what is
    /// being written now; of an upload that is complete, all. Needs no slot. Refused: `NOT_FOUND`,
    /// `CANCELLED`.
    public Outcome<Long> heldFromStart(UserName who, UploadId id) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished(var media) -> Outcome.done(media.size());
            case Entry.Unfinished(var upload) ->
                    upload.state() instanceof UploadState.Cancelled
                            ? Outcome.refused(RefusalCode.CANCELLED)
                            : Outcome.done(upload.heldFromStart());
        };
    }

    /// Frees the slot and keeps the bytes; blocks are refused until the upload is offered again.
    /// Synced. Pausing twice is the same as once.
    ///
    /// Refused: `NOT_FOUND`, `CANCELLED`, `NOT_ALLOWED` (it is complete).
    public Outcome<UploadId> pause(UserName who, UploadId id) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished _ -> complete();
            case Entry.Unfinished(var upload) -> {
                var state = upload.pause(parts.clock().instant());
                if (!(state instanceof UploadState.Arriving)) {
                    parts.slots().release(id);
                }
                yield switch (state) {
                    case UploadState.Paused _ -> Outcome.done(id);
                    case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
                    case UploadState.Complete _ -> complete();
                    case UploadState.Swept _, UploadState.Arriving _ ->
                            Outcome.refused(RefusalCode.NOT_FOUND);
                };
            }
        };
    }

    /// Removes the upload and its bytes, also while lanes are writing. Synced. Cancelling twice is
    /// the same as once.
    ///
    /// Refused: `NOT_FOUND`, `NOT_ALLOWED` (it is complete; remove the media instead).
    public Outcome<UploadId> cancel(UserName who, UploadId id) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished _ -> complete();
            case Entry.Unfinished(var upload) -> cancel(upload);
        };
    }

    /// Turns an upload, all of whose leaves are verified, into a media; in a time that does not
    /// depend on its size. Synced. Doing it again gives the same media.
    ///
    /// Refused: `INCOMPLETE` with the missing ranges; `DIGEST_MISMATCH`, where the leaves do not
    /// make up the tree digest or the bytes the MD5: nothing is lost, every leaf is told as a range
    /// to check, and one that is then sent with another digest replaces what is held. `NOT_FOUND`,
    /// `PAUSED`, `CANCELLED`.
    ///
    /// @param md5 of the whole, where the client wants that compared too; quick only if the upload
    ///   was offered with [#offerWithMd5]
    public Outcome<Media> finish(UserName who, UploadId id, Sha256 treeDigest, Optional<Md5> md5) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished(var media) -> Finisher.again(media, treeDigest);
            case Entry.Unfinished(var upload) -> finisher.finish(upload, treeDigest, md5);
        };
    }

    /// As [#finish], by a client that knows no tree digest: the media has the one that was learned.
    ///
    /// Refused: `INCOMPLETE`, `DIGEST_MISMATCH` (the MD5 is another one), `NOT_FOUND`, `PAUSED`,
    /// `CANCELLED`.
    public Outcome<Media> finishLearned(UserName who, UploadId id, Optional<Md5> md5) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> Outcome.refused(RefusalCode.NOT_FOUND);
            case Entry.Finished(var media) -> Outcome.done(media);
            case Entry.Unfinished(var upload) -> finisher.finishLearned(upload, md5);
        };
    }

    /// Stores a small file in one step; needs no slot. Synced; calls that come together share a
    /// sync. The same again gives the same media.
    ///
    /// Refused: `BAD_LEAF`, `TOO_LARGE` (offer it as an upload), `MALFORMED` (the body is not as
    /// long as the offer says), `ID_CONFLICT`, `CANCELLED`, `NO_SPACE` (with `retryAfter`).
    ///
    /// @param digest of the body; of so small a file, it is the tree digest as well
    /// @param body the whole file, consumed
    public Outcome<Media> small(UserName who, Offer offer, Sha256 digest, ByteBuffer body) {
        return smallFiles.put(who, offer, digest, body);
    }

    /// One unfinished upload of `who`; empty if it is complete, cancelled or not there.
    public Optional<UploadSummary> upload(UserName who, UploadId id) {
        return book.find(who, id) instanceof Entry.Unfinished(var upload)
                ? upload.summary()
                : Optional.empty();
    }

    /// Whether there is anything under an id, of anybody.
    public boolean isTaken(UploadId id) {
        return !(book.find(id) instanceof Entry.Unknown);
    }

    /// The unfinished uploads of `who`, oldest first.
    public List<UploadSummary> uploads(UserName who) {
        return book.all().stream()
                .filter(upload -> upload.owner.equals(who))
                .flatMap(upload -> upload.summary().stream())
                .sorted(Comparator.comparing(UploadSummary::offered))
                .toList();
    }

    private Outcome<UploadId> cancel(Upload upload) {
        var before = upload.state();
        var after = upload.cancel(parts.clock().instant());
        return switch (after) {
            case UploadState.Cancelled _ -> {
                parts.slots().release(upload.id());
                if (!after.equals(before)) {
                    parts.counters().cancelledUploads.increment();
                    LOG.atInfo()
                            .addKeyValue("uploadId", upload.id())
                            .addKeyValue("user", upload.owner)
                            .log("an upload is cancelled");
                }
                yield Outcome.done(upload.id());
            }
            case UploadState.Complete _ -> complete();
            case UploadState.Swept _, UploadState.Arriving _, UploadState.Paused _ ->
                    Outcome.refused(RefusalCode.NOT_FOUND);
        };
    }

    private static Outcome<UploadId> complete() {
        return Outcome.refused(RefusalCode.NOT_ALLOWED, "the upload is complete");
    }
}
