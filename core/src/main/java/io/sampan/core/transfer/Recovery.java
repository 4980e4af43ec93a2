package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.UploadRecord;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
/// | nothing | an arriving blob | killed while it was swept, or an older ledger | the bytes are set aside |
/// | nothing | a stored blob | killed while a small file was put, or an older ledger | the bytes are set aside |
/// | a media | nothing | killed while it was removed, or older blobs | it is told; its owner may remove it |
///
/// An upload is in the ledger, synced, before there are bytes of it. Bytes that the ledger does not
/// know were therefore never acknowledged, *unless the ledger is an older one*, which nobody can
/// see in a single file. So they are never removed here: they are set aside, and removed once they
/// have lain there for long ([Sweeper]). Where they are more than a kill leaves, nothing is done to
/// them, the start is refused, and a person is asked.
///
/// A start looks at all unfinished uploads, and at stored blobs until it has seen some thousands:
/// ids are random, so those speak for all. The rest is compared in the background. There the facts
/// beside each blob ([io.sampan.core.storage.BlobStore#facts]) are brought up to date as well:
/// where a version before has stored it, or another person owns it now.
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int PARTS = 256;

    /// A kill leaves few of them: those that were being put or swept.
    private static final int FEW = 64;

    private static final int FEW_PERCENT = 5;

    /// So many stored blobs tell how many the ledger does not know.
    private static final int ENOUGH = 4_096;

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

    /// Fills the book, and sets aside what nobody can continue; nothing else runs yet.
    void run() {
        var records = parts.ledger().uploads().all();
        var arriving = new HashSet<>(parts.blobs().arriving());
        for (var record : records) {
            if (record.state() == UploadRecord.State.CANCELLED) {
                adoptCancelled(record, arriving.contains(record.offer().id()));
            } else {
                book.add(record, parts.space().adopt(record.owner(), record.offer().size()));
            }
            arriving.remove(record.offer().id());
        }
        requireFew(arriving.size(), records.size());
        requireFewStored();
        arriving.forEach(this::setAside);
        LOG.atInfo()
                .addKeyValue("uploads", records.size())
                .log("uploads of the last run are known");
        if (!arriving.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("uploads", arriving.size())
                    .log("uploads that the ledger does not know are set aside in blobs/unknown");
        }
        parts.background()
                .execute(() -> {
                    count(List.copyOf(book.all()));
                    audit();
                });
    }

    private void setAside(UploadId id) {
        parts.blobs().setAside(id, parts.clock().instant());
    }

    private void requireFew(int unknown, int known) {
        if (!isFew(unknown, known)) {
            throw new TooMuchUnknownException(
                    unknown
                            + " unfinished uploads lie in the store, and the ledger does not know"
                            + " them");
        }
    }

    /// Nothing was changed yet.
    private void requireFewStored() {
        if (parts.housekeeping().takesOlderLedger()) {
            return;
        }
        var retired = Set.copyOf(parts.ledger().media().retired());
        var unknown = 0L;
        var seen = 0L;
        var part = 0;
        while (part < PARTS && seen < ENOUGH) {
            for (var id : parts.blobs().stored(part)) {
                seen++;
                unknown += isUnknown(id, retired) ? 1 : 0;
            }
            part++;
        }
        var all = unknown * PARTS / part;
        if (!isFew(all, (seen - unknown) * PARTS / part)) {
            throw new TooMuchUnknownException(
                    (part < PARTS ? "about " : "")
                            + all
                            + " of "
                            + seen * PARTS / part
                            + " stored files are not known to the ledger");
        }
    }

    private boolean isFew(long unknown, long known) {
        return parts.housekeeping().takesOlderLedger()
                || unknown <= Math.max(FEW, known * FEW_PERCENT / 100);
    }

    private void adoptCancelled(UploadRecord record, boolean hasBytes) {
        var reservation = parts.space().adopt(record.owner(), record.offer().size());
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

    /// Compares the stored blobs with the ledger, once: first counts what it does not know, then
    /// sets that aside, unless it is more than a kill leaves.
    private void audit() {
        var unknown = new ArrayList<MediaId>();
        var retired = Set.copyOf(parts.ledger().media().retired());
        var known = 0L;
        var described = 0L;
        for (var firstByte = 0; firstByte < PARTS && !stopped.get(); firstByte++) {
            try {
                for (var id : parts.blobs().stored(firstByte)) {
                    if (isUnknown(id, retired)) {
                        unknown.add(id);
                    } else {
                        known++;
                        described += describe(id) ? 1 : 0;
                    }
                }
            } catch (StorageException e) {
                LOG.atError().setCause(e).log("stored bytes could not be compared with the ledger");
            }
        }
        if (described > 0) {
            LOG.atInfo()
                    .addKeyValue("blobs", described)
                    .log("facts were written beside stored files");
        }
        if (!isFew(unknown.size(), known)) {
            LOG.atError()
                    .addKeyValue("unknown", unknown.size())
                    .addKeyValue("known", known)
                    .log(
                            "many files lie in the store that the ledger does not know; they stay where"
                                    + " they are. Was an older ledger.db put back? Start with"
                                    + " --accept-older-ledger to set them aside in blobs/unknown");
            return;
        }
        setAside(unknown);
    }

    private void setAside(List<MediaId> unknown) {
        var moved = 0;
        for (var id : unknown) {
            try {
                moved += !stopped.get() && setAsideIfUnknown(id) ? 1 : 0;
            } catch (StorageException e) {
                LOG.atError().addKeyValue("mediaId", id).setCause(e).log("it cannot be set aside");
            }
        }
        if (moved > 0) {
            LOG.atWarn()
                    .addKeyValue("blobs", moved)
                    .log("files that the ledger does not know are set aside in blobs/unknown");
        }
    }

    /// Others are put meanwhile, so each is looked at under its lock: a blob that is there without
    /// a record while nobody holds the lock was left by an earlier run.
    private boolean setAsideIfUnknown(MediaId id) {
        return locks.with(
                id.toUploadId(),
                () -> {
                    var unknown = isUnknown(id, Set.copyOf(parts.ledger().media().retired()));
                    if (unknown) {
                        setAside(id.toUploadId());
                    }
                    return unknown;
                });
    }

    /// Brings the facts beside a stored blob up to date, and says whether they were not.
    private boolean describe(MediaId id) {
        if (!(book.find(id.toUploadId()) instanceof UploadBook.Entry.Finished(var media))
                || parts.blobs().facts(id).equals(Optional.of(media))) {
            return false;
        }
        try {
            parts.blobs().describe(media);
            return true;
        } catch (StorageException e) {
            // A full disk, as a rule. The next start tries again.
            LOG.atDebug().addKeyValue("mediaId", id).setCause(e).log("facts are not written");
            return false;
        }
    }

    /// @param retired media whose bytes are about to be removed
    private boolean isUnknown(MediaId id, Set<MediaId> retired) {
        return book.find(id.toUploadId()) instanceof UploadBook.Entry.Unknown
                && !retired.contains(id);
    }

    /// Ends the counting early: the server stops.
    void stop() {
        stopped.set(true);
    }
}
