package io.sampan.web.tus;

import io.sampan.core.transfer.BlockIntake;
import io.sampan.core.transfer.MediaDesk;
import io.sampan.core.transfer.PieceChecksum;
import io.sampan.core.transfer.SlotLease;
import io.sampan.core.transfer.Transfers;
import io.sampan.core.transfer.UploadDesk;
import io.sampan.core.transfer.UploadStatus;
import io.sampan.core.transfer.UploadSummary;
import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Uploads of the core, as this protocol needs them. Thread-safe; blocks on the disk and the
/// ledger.
///
/// A person's requests share one slot lease that outlives each of them: a slot is lost by silence,
/// not by the end of a request.
final class TusUploads implements AutoCloseable {

    private static final byte[] NOTHING = new byte[0];

    private final UploadDesk uploads;
    private final MediaDesk media;
    private final Transfers transfers;
    private final Map<UserName, SlotLease> leases = new ConcurrentHashMap<>();

    TusUploads(Transfers transfers) {
        this.transfers = transfers;
        this.uploads = transfers.uploads();
        this.media = transfers.media();
    }

    private SlotLease lease(UserName who) {
        return leases.computeIfAbsent(who, _ -> transfers.attend());
    }

    /// Admits an upload; one of no bytes is complete at once.
    Outcome<UploadId> create(UserName who, Offer offer) {
        if (offer.size() == 0) {
            return switch (uploads.small(
                    who, offer, Sha256.digest(NOTHING), ByteBuffer.wrap(NOTHING))) {
                case Outcome.Done<?> _ -> Outcome.done(offer.id());
                case Outcome.Refused<?>(var refusal) -> Outcome.refused(refusal);
            };
        }
        return switch (uploads.offer(who, offer, lease(who))) {
            case Outcome.Done<UploadStatus> _ -> Outcome.done(offer.id());
            case Outcome.Refused<UploadStatus>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// How far an upload is.
    ///
    /// @param offset how many bytes are held from the start without a gap
    /// @param isComplete whether it is a media; until then it is not, even if all bytes are held
    /// @param touched when it was last active
    record Progress(Offer offer, long offset, boolean isComplete, Instant touched) {

        static Progress of(Media media) {
            var offer =
                    new Offer(
                            media.id().toUploadId(),
                            media.name(),
                            media.size(),
                            media.type(),
                            media.shared());
            return new Progress(offer, media.size(), true, media.completed());
        }
    }

    /// Where was I; needs no slot, and waits for no writer. An upload all of whose bytes are held
    /// is completed. Refused: `NOT_FOUND`, `CANCELLED`.
    Outcome<Progress> progress(UserName who, UploadId id) {
        return switch (uploads.heldFromStart(who, id)) {
            case Outcome.Refused<Long>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<Long>(var offset) ->
                    uploads.upload(who, id)
                            .map(upload -> progress(who, upload, offset))
                            .orElseGet(() -> complete(who, id));
        };
    }

    private Outcome<Progress> progress(UserName who, UploadSummary upload, long offset) {
        var offer = upload.offer();
        return offset == offer.size() && upload.state() == UploadSummary.State.OPEN
                ? finish(who, offer.id())
                : Outcome.done(new Progress(offer, offset, false, upload.touched()));
    }

    private Outcome<Progress> complete(UserName who, UploadId id) {
        return told(media.media(who, id.toMediaId()));
    }

    /// All bytes are held: the upload becomes a media.
    Outcome<Progress> finish(UserName who, UploadId id) {
        return told(uploads.finishLearned(who, id, Optional.empty()));
    }

    private static Outcome<Progress> told(Outcome<Media> outcome) {
        return switch (outcome) {
            case Outcome.Done<Media>(var media) -> Outcome.done(Progress.of(media));
            case Outcome.Refused<Media>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Begins to take in bytes. An upload that was paused goes on.
    Outcome<BlockIntake> append(
            UserName who, Offer offer, ByteRange range, Optional<PieceChecksum> checksum) {
        return switch (uploads.offer(who, offer, lease(who))) {
            case Outcome.Done<UploadStatus> _ ->
                    uploads.append(who, offer.id(), range, checksum, lease(who));
            case Outcome.Refused<UploadStatus>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// Removes an upload, or the file that it has become.
    Outcome<UploadId> remove(UserName who, UploadId id) {
        return switch (progress(who, id)) {
            case Outcome.Refused<Progress>(var refusal)
                    when refusal.code() == RefusalCode.CANCELLED ->
                    Outcome.done(id);
            case Outcome.Refused<Progress>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<Progress>(var progress) ->
                    progress.isComplete() ? removeMedia(who, id) : uploads.cancel(who, id);
        };
    }

    private Outcome<UploadId> removeMedia(UserName who, UploadId id) {
        return switch (media.remove(who, id.toMediaId())) {
            case Outcome.Done<MediaId> _ -> Outcome.done(id);
            case Outcome.Refused<MediaId>(var refusal) -> Outcome.refused(refusal);
        };
    }

    boolean isThere(UploadId id) {
        return uploads.isTaken(id);
    }

    MediaDesk media() {
        return media;
    }

    @Override
    public void close() {
        leases.values().forEach(SlotLease::close);
    }
}
