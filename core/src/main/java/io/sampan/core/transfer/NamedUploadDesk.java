package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import java.util.Optional;

/// Uploads into the shared [Space], by programs that know neither ids nor digests: an upload is
/// known by its name, and comes in *byte ranges without digests*, fixed ranges of the file that
/// begin anywhere, each of them from its start to its end. The server learns the digests, and the
/// upload becomes a media by itself with its last byte.
///
/// A range has one writer at a time, and the newest one wins. What was written of a range counts as
/// held from its start, to the byte, as long as the server lives; a kill of the server costs at
/// most the last 256 KiB of each range, and the last second of a slow one.
///
/// All methods may be called from any thread, and block on the disk and the ledger.
public final class NamedUploadDesk {

    /// A file of up to so many bytes comes in one go, a longer one in byte ranges.
    public static final long LARGEST_WHOLE = 10L << 20;

    private final UploadParts parts;
    private final NamedUploads book;

    NamedUploadDesk(UploadParts parts, NamedUploads book) {
        this.parts = parts;
        this.book = book;
    }

    /// Begins an upload, or goes on with the one of that name and size. One of another size is
    /// removed.
    ///
    /// Nothing tells two senders apart that use one name at the same time. So whoever comes while
    /// bytes of another conversation keep arriving waits until there is quiet, or is refused with
    /// `UNAVAILABLE`: the file will be the one's or the other's, and not a mixture. Refused besides
    /// as [UploadDesk#offer].
    ///
    /// @param md5 of the whole, where the program knows it: compared when all of it is there. If it
    ///   is another one, all that came is given up, and the last range is refused with
    ///   `DIGEST_MISMATCH`
    public Outcome<MediaName> begin(
            MediaName name, long size, Optional<Md5> md5, SlotLease attendance) {
        return switch (book.open(name, size, md5, attendance)) {
            case Outcome.Done<NamedUpload> _ -> Outcome.done(name);
            case Outcome.Refused<NamedUpload>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Takes in a whole file at once. Each one is an upload of its own, of which nothing is kept if
    /// the conversation ends midway. Refused as [UploadDesk#offer].
    public Outcome<BlockIntake> whole(MediaName name, long size, SlotLease attendance) {
        return switch (book.admit(name, size, Optional.empty(), attendance, false)) {
            case Outcome.Done<NamedUpload>(var named) -> {
                var begun = into(named, new ByteRange(0, size), 0, attendance);
                if (begun instanceof Outcome.Refused) {
                    book.discard(named);
                }
                yield begun;
            }
            case Outcome.Refused<NamedUpload>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Takes in a byte range from the byte `from` of the file to the range's end. Bytes that are
    /// held already are read and dropped; also all of them, where the file of that name and size is
    /// complete.
    ///
    /// Refused: `NOT_FOUND` (nothing of that name and size arrives), `INCOMPLETE` (bytes of the
    /// range before `from` are missing), `NO_SLOT`.
    public Outcome<BlockIntake> range(
            MediaName name, long size, ByteRange range, long from, SlotLease attendance) {
        var arriving = book.find(name, size);
        if (arriving.isPresent()) {
            return into(arriving.get(), range, from, attendance);
        }
        return complete(name, size).isPresent()
                ? Outcome.done(
                        new DroppingIntake(
                                new ByteRange(from, range.to()), parts.counters().droppedBytes))
                : Outcome.refused(RefusalCode.NOT_FOUND);
    }

    private Outcome<BlockIntake> into(
            NamedUpload named, ByteRange range, long from, SlotLease attendance) {
        var upload = named.upload;
        var slot = parts.slots().take(upload.id(), upload.owner, attendance, upload::isArriving);
        if (slot.isEmpty()) {
            return Outcome.refused(Admission.noSlot(parts.slots(), upload.owner));
        }
        var noSpace = upload.renewSpace();
        if (noSpace.isPresent()) {
            return Outcome.refused(noSpace.get());
        }
        upload.touch(parts.clock().instant());
        var hold = new SlotHold(parts.slots(), upload, attendance, slot.get());
        return named.writer(range, from, hold, book)
                .<Outcome<BlockIntake>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(RefusalCode.INCOMPLETE));
    }

    /// Where was I: how many bytes of a byte range are held from its start without a gap. Refused:
    /// `NOT_FOUND`.
    public Outcome<Long> held(MediaName name, long size, ByteRange range) {
        var arriving = book.find(name, size);
        if (arriving.isPresent()) {
            return Outcome.done(arriving.get().held(range));
        }
        return complete(name, size).isPresent()
                ? Outcome.done(range.length())
                : Outcome.refused(RefusalCode.NOT_FOUND);
    }

    /// Whether all of it is there: the media. Refused: `INCOMPLETE`, `NOT_FOUND`.
    ///
    /// A file that is complete stays so for whoever ends it, until bytes come of one that is to
    /// take its place.
    public Outcome<Media> finish(MediaName name, long size) {
        var complete = complete(name, size);
        return book.find(name, size)
                .filter(arriving -> complete.isEmpty() || arriving.hasBytes())
                .map(book::complete)
                .or(() -> complete.map(Outcome::done))
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    private Optional<Media> complete(MediaName name, long size) {
        return parts.ledger()
                .media()
                .newest(name, Space.OWNER)
                .filter(media -> media.size() == size);
    }
}
