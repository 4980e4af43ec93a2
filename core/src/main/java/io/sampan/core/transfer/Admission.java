package io.sampan.core.transfer;

import io.sampan.core.storage.UploadRecord;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets uploads in: new ones, and those that go on. Methods may be called from any thread.
///
/// A new upload is recorded in the ledger before there are bytes of it, so a crash never leaves
/// bytes that nobody knows of.
final class Admission {

    static final Duration SLOT_AGAIN = Duration.ofSeconds(2);

    private static final Duration MANY_AGAIN = Duration.ofMinutes(1);

    /// How many unfinished and remembered uploads one person may have, so that nobody fills the
    /// ledger with offers.
    static final int MAX_UPLOADS_EACH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final UploadParts parts;
    private final UploadBook book;
    private final KeyedLocks locks;

    Admission(UploadParts parts, UploadBook book, KeyedLocks locks) {
        this.parts = parts;
        this.book = book;
        this.locks = locks;
    }

    Outcome<UploadStatus> offer(UserName who, Offer offer, SlotLease attendance, boolean withMd5) {
        var outcome = locks.with(offer.id(), () -> offerAlone(who, offer, attendance, withMd5));
        if (outcome instanceof Outcome.Refused) {
            parts.counters().refusedOffers.increment();
        }
        return outcome;
    }

    private Outcome<UploadStatus> offerAlone(
            UserName who, Offer offer, SlotLease attendance, boolean withMd5) {
        return switch (book.find(offer.id())) {
            case UploadBook.Entry.Unknown() -> admit(who, offer, attendance, withMd5);
            case UploadBook.Entry.Unfinished(var upload) when upload.isMeantBy(who, offer) ->
                    goOn(upload, attendance, withMd5);
            case UploadBook.Entry.Finished(var media) when isMeantBy(who, offer, media) ->
                    Outcome.done(new UploadStatus.Complete(media));
            case UploadBook.Entry.Unfinished _, UploadBook.Entry.Finished _ ->
                    Outcome.refused(RefusalCode.ID_CONFLICT);
        };
    }

    private static boolean isMeantBy(UserName who, Offer offer, Media media) {
        return Space.isFor(who, media.owner())
                && media.name().equals(offer.name())
                && media.size() == offer.size();
    }

    private Outcome<UploadStatus> goOn(Upload upload, SlotLease attendance, boolean withMd5) {
        if (upload.state() instanceof UploadState.Cancelled) {
            return Outcome.refused(RefusalCode.CANCELLED);
        }
        if (upload.state() instanceof UploadState.Swept) {
            // It is being removed this moment; in the next it is a new one.
            return Outcome.refused(Refusal.of(RefusalCode.UNAVAILABLE).retryAfter(SLOT_AGAIN));
        }
        if (parts.slots().take(upload.id(), upload.owner, attendance, () -> true).isEmpty()) {
            return Outcome.refused(noSlot(parts.slots(), upload.owner));
        }
        var noSpace = upload.renewSpace();
        if (noSpace.isPresent()) {
            parts.slots().release(upload.id());
            return Outcome.refused(noSpace.get());
        }
        var now = parts.clock().instant();
        if (!(upload.resume(now) instanceof UploadState.Arriving)) {
            parts.slots().release(upload.id());
            return status(upload);
        }
        upload.touch(now);
        if (withMd5) {
            upload.followMd5();
        }
        return status(upload);
    }

    private Outcome<UploadStatus> admit(
            UserName who, Offer offer, SlotLease attendance, boolean withMd5) {
        var limits = parts.limits();
        var badName = Shelf.refusal(offer);
        if (badName.isPresent()) {
            return Outcome.refused(badName.get());
        }
        if (offer.size() > limits.maxFileBytes()) {
            return Outcome.refused(
                    RefusalCode.TOO_LARGE,
                    offer.size() + " bytes, " + limits.maxFileBytes() + " allowed");
        }
        if (book.count(who) >= MAX_UPLOADS_EACH) {
            return Outcome.refused(
                    Refusal.of(
                                    RefusalCode.NO_SLOT,
                                    "nobody may have more than "
                                            + MAX_UPLOADS_EACH
                                            + " unfinished uploads")
                            .retryAfter(MANY_AGAIN));
        }
        if (parts.slots().take(offer.id(), who, attendance, () -> true).isEmpty()) {
            return Outcome.refused(noSlot(parts.slots(), who));
        }
        var admitted = false;
        try {
            switch (parts.space().reserve(who, offer.size())) {
                case Outcome.Refused<SpaceBook.Reservation>(var refusal) -> {
                    return Outcome.refused(refusal);
                }
                case Outcome.Done<SpaceBook.Reservation>(var reservation) -> {
                    var upload = record(who, offer, reservation);
                    admitted = true;
                    if (withMd5) {
                        upload.followMd5();
                    }
                    return status(upload);
                }
            }
        } finally {
            if (!admitted) {
                parts.slots().release(offer.id());
            }
        }
    }

    private Upload record(UserName who, Offer offer, SpaceBook.Reservation reservation) {
        var now = parts.clock().instant();
        var record = new UploadRecord(offer, who, UploadRecord.State.OPEN, now, now);
        try {
            parts.ledger().uploads().record(record);
        } catch (RuntimeException e) {
            reservation.release();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("uploadId", offer.id())
                .addKeyValue("user", who)
                .addKeyValue("bytes", offer.size())
                .log("an upload is admitted");
        return book.add(record, reservation);
    }

    /// What is held of an upload, or what else became of it.
    static Outcome<UploadStatus> status(Upload upload) {
        return switch (upload.state()) {
            case UploadState.Complete(var media) -> Outcome.done(new UploadStatus.Complete(media));
            case UploadState.Cancelled _ -> Outcome.refused(RefusalCode.CANCELLED);
            case UploadState.Swept _ -> Outcome.refused(RefusalCode.NOT_FOUND);
            case UploadState.Arriving _, UploadState.Paused _ -> {
                var held = upload.held();
                yield held.isPresent()
                        ? Outcome.done(new UploadStatus.Ready(bounded(held.get())))
                        : status(upload);
            }
        };
    }

    /// At most so many ranges as one answer tells: the longest.
    static RangeSet bounded(RangeSet ranges) {
        return ranges.ranges().size() <= UploadStatus.MAX_RANGES
                ? ranges
                : RangeSet.of(
                        ranges.ranges().stream()
                                .sorted(Comparator.comparingLong(ByteRange::length).reversed())
                                .limit(UploadStatus.MAX_RANGES)
                                .toList());
    }

    static Refusal noSlot(Slots slots, UserName who) {
        var held = slots.heldBy(who);
        var refusal =
                held < slots.share()
                        ? Refusal.of(RefusalCode.NO_SLOT)
                        : Refusal.of(
                                RefusalCode.NO_SLOT,
                                held
                                        + " uploads of yours are arriving, and others wait: "
                                        + slots.share()
                                        + " are your share");
        return refusal.retryAfter(SLOT_AGAIN);
    }
}
