package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.UploadRecord;
import io.sampan.model.MediaId;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts together, at start, what the last run left. It may have been killed between any two steps:
///
/// | the ledger has | the store has | what happened | what is done |
/// |---|---|---|---|
/// | an upload | nothing | killed right after the offer | it is made anew when bytes come |
/// | an upload | an arriving blob | killed while it arrived | it goes on |
/// | an upload | a stored blob | killed in the finish | it opens as whole, and a finish completes it |
/// | a cancelled upload | an arriving blob | killed in the cancel | the bytes are removed |
/// | nothing | an arriving blob | killed while it was swept | the bytes are removed |
/// | nothing | a stored blob | killed while a small file was put | the bytes are removed |
/// | a media | nothing | killed while it was removed | it is removed again by its owner |
///
/// An upload is in the ledger, synced, before there are bytes of it; so bytes that the ledger does
/// not know were never acknowledged.
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int PARTS = 256;

    private final UploadParts parts;
    private final UploadBook book;
    private final KeyedLocks locks;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /// @param locks under which uploads begin and small files are put
    Recovery(UploadParts parts, UploadBook book, KeyedLocks locks) {
        this.parts = parts;
        this.book = book;
        this.locks = locks;
    }

    /// Fills the book and removes what nobody can continue; nothing else runs yet.
    void run() {
        var records = parts.ledger().uploads().all();
        var arriving = new HashSet<>(parts.blobs().arriving());
        for (var record : records) {
            if (record.state() == UploadRecord.State.CANCELLED) {
                adoptCancelled(record, arriving.contains(record.offer().id()));
            } else {
                book.add(record, parts.space().adopt(record.offer().size()));
            }
            arriving.remove(record.offer().id());
        }
        arriving.forEach(parts.blobs()::discard);
        LOG.atInfo()
                .addKeyValue("uploads", records.size())
                .addKeyValue("orphans", arriving.size())
                .log("uploads of the last run are known");
        parts.background()
                .execute(() -> {
                    count(List.copyOf(book.all()));
                    removeOrphans();
                });
    }

    private void adoptCancelled(UploadRecord record, boolean hasBytes) {
        var reservation = parts.space().adopt(record.offer().size());
        reservation.release();
        book.add(record, reservation);
        if (hasBytes) {
            parts.blobs().discard(record.offer().id());
        }
    }

    /// Finds out what each upload holds, so that only the rest stays reserved.
    private void count(List<Upload> uploads) {
        for (var upload : uploads) {
            if (stopped.get()) {
                return;
            }
            try {
                switch (upload.state()) {
                    case UploadState.Arriving _, UploadState.Paused _ -> upload.bytes.count();
                    case UploadState.Cancelled _, UploadState.Complete _, UploadState.Swept _ -> {}
                }
            } catch (StorageException e) {
                LOG.atError()
                        .addKeyValue("uploadId", upload.id())
                        .setCause(e)
                        .log("an upload could not be opened; all of its size stays reserved");
            }
        }
    }

    /// Removes stored blobs that the ledger does not know: of small files whose record never came.
    /// Others are put meanwhile, so each is looked at under its lock: a blob that is there without
    /// a record while nobody holds the lock was left by an earlier run.
    private void removeOrphans() {
        var removed = 0;
        for (var firstByte = 0; firstByte < PARTS && !stopped.get(); firstByte++) {
            try {
                for (var id : parts.blobs().stored(firstByte)) {
                    removed += removeOrphan(id) ? 1 : 0;
                }
            } catch (StorageException e) {
                LOG.atError().setCause(e).log("stored bytes could not be compared with the ledger");
            }
        }
        if (removed > 0) {
            LOG.atInfo().addKeyValue("blobs", removed).log("bytes without a record are removed");
        }
    }

    private boolean removeOrphan(MediaId id) {
        return locks.with(
                id.toUploadId(),
                () -> {
                    var orphan = book.find(id.toUploadId()) instanceof UploadBook.Entry.Unknown;
                    if (orphan) {
                        parts.blobs().remove(id);
                    }
                    return orphan;
                });
    }

    /// Ends the counting early: the server stops.
    void stop() {
        stopped.set(true);
    }
}
