package io.sampan.core.transfer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sampan.core.transfer.UploadBook.Entry;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Uploads by id, of programs that know no digests and send a file from its start to its end: each
/// request goes on where the bytes without a gap end. The server computes the digests, and the
/// upload becomes a media by itself with its last byte. They are offered, listed and cancelled at
/// the [UploadDesk], as all others, and may be begun or finished there.
///
/// The newest writer wins: one whose connection is dead does not hold up its successor.
///
/// All methods may be called from any thread, and block on the disk and the ledger.
public final class AppendDesk {

    private final UploadParts parts;
    private final UploadBook book;
    private final Admission admission;
    private final NamedUploads named;
    private final Map<UploadId, Appended> appended = new ConcurrentHashMap<>();

    AppendDesk(UploadParts parts, UploadBook book, Admission admission, NamedUploads named) {
        this.parts = parts;
        this.book = book;
        this.admission = admission;
        this.named = named;
    }

    /// How far an upload is.
    ///
    /// @param offset how many bytes are held from the start without a gap
    /// @param isComplete whether it is a media; until then it is not, even if all bytes are held
    /// @param touched when it was last active
    public record Progress(Offer offer, long offset, boolean isComplete, Instant touched) {}

    /// Where was I; needs no slot, and waits for no writer. An upload all of whose bytes are held
    /// is completed. Refused: `NOT_FOUND`, `CANCELLED`.
    public Outcome<Progress> progress(UserName who, UploadId id) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> {
                appended.remove(id);
                yield Outcome.refused(RefusalCode.NOT_FOUND);
            }
            case Entry.Finished(var media) -> {
                appended.remove(id);
                yield Outcome.done(progress(media));
            }
            case Entry.Unfinished(var upload) -> progress(upload);
        };
    }

    private static Progress progress(Media media) {
        var offer =
                new Offer(
                        media.id().toUploadId(),
                        media.name(),
                        media.size(),
                        media.type(),
                        media.shared());
        return new Progress(offer, media.size(), true, media.completed());
    }

    private Outcome<Progress> progress(Upload upload) {
        return switch (upload.state()) {
            case UploadState.Complete(var media) -> Outcome.done(progress(media));
            case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
            case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadState.Arriving _, UploadState.Paused _ -> {
                var of = of(upload);
                var offset = upload.heldFromStart();
                if (offset == upload.offer.size() && upload.isArriving()) {
                    yield complete(of);
                }
                yield Outcome.done(new Progress(upload.offer, offset, false, upload.touched()));
            }
        };
    }

    private Outcome<Progress> complete(Appended of) {
        return switch (named.complete(of.upload)) {
            case Outcome.Done<Media>(var media) -> Outcome.done(progress(media));
            case Outcome.Refused<Media>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Whether there is anything under an id, for anybody.
    public boolean isThere(UploadId id) {
        return !(book.find(id) instanceof Entry.Unknown);
    }

    /// Begins to take in bytes from `offset` on. An upload that was paused goes on.
    ///
    /// Refused, and then the body is not wanted: `NOT_FOUND`, `CANCELLED`, `OUT_OF_RANGE` (it would
    /// reach beyond the end), `ID_CONFLICT` (the upload is not at that offset, or complete),
    /// `NO_SLOT` (with `retryAfter`).
    ///
    /// @param length how many bytes may come at most; where fewer come, the intake is abandoned and
    ///   they are held all the same
    public Outcome<BlockIntake> append(
            UserName who, UploadId id, long offset, long length, SlotLease attendance) {
        return switch (book.find(who, id)) {
            case Entry.Unknown() -> {
                appended.remove(id);
                yield Outcome.refused(RefusalCode.NOT_FOUND);
            }
            case Entry.Finished _ -> {
                appended.remove(id);
                yield Outcome.refused(RefusalCode.ID_CONFLICT, "it is complete");
            }
            case Entry.Unfinished(var upload) -> append(upload, offset, length, attendance);
        };
    }

    private Outcome<BlockIntake> append(
            Upload upload, long offset, long length, SlotLease attendance) {
        if (offset < 0 || length < 1 || offset > upload.offer.size() - length) {
            return Outcome.refused(RefusalCode.OUT_OF_RANGE);
        }
        var admitted = admission.offer(upload.owner, upload.offer, attendance, false);
        if (admitted instanceof Outcome.Refused<UploadStatus>(var refusal)) {
            return Outcome.refused(refusal);
        }
        var slot = parts.slots().take(upload.id(), attendance, upload::isArriving);
        if (slot.isEmpty()) {
            return Outcome.refused(Admission.noSlot());
        }
        var hold = new SlotHold(parts.slots(), upload, attendance, slot.get());
        return of(upload).begin(ByteRange.ofLength(offset, length), hold);
    }

    private Appended of(Upload upload) {
        return appended.computeIfAbsent(
                upload.id(), _ -> new Appended(new NamedUpload(upload, parts, true)));
    }

    /// One upload and its writer.
    private final class Appended {

        private final NamedUpload upload;
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private @Nullable BlockWriter writer;

        Appended(NamedUpload upload) {
            this.upload = upload;
        }

        Outcome<BlockIntake> begin(ByteRange range, SlotHold hold) {
            lock.lock();
            try {
                return beginNow(range, hold);
            } finally {
                lock.unlock();
            }
        }

        @GuardedBy("lock")
        private Outcome<BlockIntake> beginNow(ByteRange range, SlotHold hold) {
            if (writer != null) {
                upload.upload.claims.revoke(writer, RefusalCode.LEAF_BUSY);
                writer = null;
            }
            var at = upload.upload.heldFromStart();
            if (at != range.from()) {
                return Outcome.refused(RefusalCode.ID_CONFLICT, "it is at " + at);
            }
            var begun = upload.writer(range, range.from(), hold, named);
            begun.ifPresent(block -> writer = block.writer());
            return begun.<Outcome<BlockIntake>>map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(RefusalCode.ID_CONFLICT));
        }
    }
}
