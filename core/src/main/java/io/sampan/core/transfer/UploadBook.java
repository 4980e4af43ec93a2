package io.sampan.core.transfer;

import io.sampan.core.storage.UploadRecord;
import io.sampan.model.Media;
import io.sampan.model.Space;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Every upload that is not complete, by id; for those that are, the ledger is asked. Methods may
/// be called from any thread.
final class UploadBook {

    /// What is known under an id.
    sealed interface Entry {

        /// An upload; its state says more.
        record Unfinished(Upload upload) implements Entry {}

        /// A media that was an upload, or a small file.
        record Finished(Media media) implements Entry {}

        /// Nothing, or nothing that whoever asks may know of.
        record Unknown() implements Entry {}
    }

    private final UploadParts parts;
    private final ConcurrentHashMap<UploadId, Upload> uploads = new ConcurrentHashMap<>();

    UploadBook(UploadParts parts) {
        this.parts = parts;
    }

    /// What is known under an id, to anybody.
    Entry find(UploadId id) {
        var upload = uploads.get(id);
        if (upload != null) {
            return switch (upload.state()) {
                case UploadState.Complete(var media) -> new Entry.Finished(media);
                case UploadState.Arriving _,
                        UploadState.Paused _,
                        UploadState.Cancelled _,
                        UploadState.Swept _ ->
                        new Entry.Unfinished(upload);
            };
        }
        Optional<Media> media = parts.ledger().media().find(id.toMediaId());
        return media.isPresent() ? new Entry.Finished(media.get()) : new Entry.Unknown();
    }

    /// What is known under an id to its owner.
    Entry find(UserName who, UploadId id) {
        var entry = find(id);
        return switch (entry) {
            case Entry.Unfinished(var upload) when upload.owner.equals(who) -> entry;
            case Entry.Finished(var media) when Space.isFor(who, media.owner()) -> entry;
            case Entry.Unfinished _, Entry.Finished _, Entry.Unknown _ -> new Entry.Unknown();
        };
    }

    /// Adds an upload that the ledger knows of.
    Upload add(UploadRecord record, SpaceBook.Reservation reservation) {
        var state =
                switch (record.state()) {
                    case OPEN -> new UploadState.Arriving();
                    case PAUSED -> new UploadState.Paused();
                    case CANCELLED -> new UploadState.Cancelled(record.touched());
                };
        var upload = new Upload(record, state, parts, reservation);
        uploads.put(upload.id(), upload);
        return upload;
    }

    /// The upload is complete or gone.
    void remove(Upload upload) {
        uploads.remove(upload.id(), upload);
    }

    /// How many uploads a person has here, cancelled ones that are remembered among them.
    long count(UserName who) {
        return uploads.values().stream().filter(upload -> upload.owner.equals(who)).count();
    }

    /// All of them, in no order; may change while it is walked through.
    Collection<Upload> all() {
        return uploads.values();
    }
}
