package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.Space;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;

/// Files of one leaf at most, stored in one step. Different ones never wait for each other, so that
/// many that come together share the syncs beneath. Methods may be called from any thread.
final class SmallFiles {

    private final UploadParts parts;
    private final UploadBook book;
    private final KeyedLocks locks;
    private final Shelf shelf;

    SmallFiles(UploadParts parts, UploadBook book, KeyedLocks locks, Shelf shelf) {
        this.parts = parts;
        this.book = book;
        this.locks = locks;
        this.shelf = shelf;
    }

    Outcome<Media> put(UserName who, Offer offer, Sha256 digest, ByteBuffer body) {
        var badName = Shelf.refusal(offer);
        if (badName.isPresent()) {
            return Outcome.refused(badName.get());
        }
        if (offer.size() > parts.limits().maxSmallBytes()) {
            return Outcome.refused(
                    RefusalCode.TOO_LARGE,
                    "at most " + parts.limits().maxSmallBytes() + " bytes in one step");
        }
        if (body.remaining() != offer.size()) {
            return Outcome.refused(
                    RefusalCode.MALFORMED, "the body is not as long as the offer says");
        }
        var start = body.position();
        var hasher = Sha256.hasher();
        hasher.update(body);
        body.position(start);
        if (!Sha256.finish(hasher).equals(digest)) {
            parts.counters().damagedLeaves.increment();
            return Outcome.refused(
                    Refusal.of(RefusalCode.BAD_LEAF)
                            .ranges(RangeSet.of(new ByteRange(0, offer.size()))));
        }
        return locks.with(
                offer.id(),
                () ->
                        switch (book.find(offer.id())) {
                            case UploadBook.Entry.Unknown() -> store(who, offer, digest, body);
                            case UploadBook.Entry.Finished(var media) ->
                                    again(who, offer, digest, media);
                            case UploadBook.Entry.Unfinished(var upload) ->
                                    Outcome.refused(conflict(who, offer, upload));
                        });
    }

    private Outcome<Media> again(UserName who, Offer offer, Sha256 digest, Media media) {
        var same =
                Space.isFor(who, media.owner())
                        && media.name().equals(offer.name())
                        && media.size() == offer.size()
                        && media.digest().equals(digest);
        if (same) {
            parts.counters().droppedBytes.add(offer.size());
        }
        return same ? Outcome.done(media) : Outcome.refused(RefusalCode.ID_CONFLICT);
    }

    private static RefusalCode conflict(UserName who, Offer offer, Upload upload) {
        return upload.isMeantBy(who, offer) && upload.state() instanceof UploadState.Cancelled
                ? RefusalCode.CANCELLED
                : RefusalCode.ID_CONFLICT;
    }

    private Outcome<Media> store(UserName who, Offer offer, Sha256 digest, ByteBuffer body) {
        return switch (parts.space().reserve(who, offer.size())) {
            case Outcome.Refused<SpaceBook.Reservation>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<SpaceBook.Reservation>(var reservation) -> {
                try {
                    var media = record(who, offer, digest, body);
                    reservation.turnIntoStored();
                    yield Outcome.done(media);
                } finally {
                    reservation.release();
                }
            }
        };
    }

    private Media record(UserName who, Offer offer, Sha256 digest, ByteBuffer body) {
        var media = shelf.media(who, offer, digest);
        parts.blobs().putSmall(media, body);
        shelf.recording(
                media,
                () -> {
                    parts.ledger().media().record(media);
                    return media;
                });
        parts.counters().acceptedBytes.add(offer.size());
        parts.counters().completedMedia.increment();
        return media;
    }
}
