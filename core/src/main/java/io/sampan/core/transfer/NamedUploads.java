package io.sampan.core.transfer;

import io.sampan.model.ContentType;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Space;
import io.sampan.model.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The uploads that come in byte ranges, by name. Methods may be called from any thread.
///
/// They are in the [UploadBook] as well, as uploads of the space's owner, so that slots, space and
/// the sweeper apply to them; nobody else can name them there, as nobody can be that owner.
final class NamedUploads {

    private static final Logger LOG = LoggerFactory.getLogger(NamedUploads.class);

    /// As long as an upload got bytes so lately, it is in somebody's hands.
    private static final Duration QUIET = Duration.ofSeconds(2);

    /// A newcomer waits so long for quiet: less than the 5 s after which the seeds' clients ask
    /// again.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final UploadParts parts;
    private final UploadBook uploads;
    private final Admission admission;
    private final Finisher finisher;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<MediaName, NamedUpload> arriving = new HashMap<>();

    NamedUploads(UploadParts parts, UploadBook uploads, Admission admission, Finisher finisher) {
        this.parts = parts;
        this.uploads = uploads;
        this.admission = admission;
        this.finisher = finisher;
    }

    /// Finds the uploads of the last run; nothing else runs yet. Small files came in one go, and
    /// nobody can go on with them.
    ///
    /// @param largestWhole a file of up to so many bytes comes in one go
    void adopt(long largestWhole) {
        for (var upload : uploads.all()) {
            if (!upload.owner.equals(Space.OWNER)) {
                continue;
            }
            var named = new NamedUpload(upload, parts, true);
            if (upload.offer.size() <= largestWhole) {
                discard(named);
            } else {
                arriving.put(upload.offer.name(), named);
            }
        }
    }

    /// The upload of that name and size, as long as bytes of it are welcome.
    Optional<NamedUpload> find(MediaName name, long size) {
        lock.lock();
        try {
            return Optional.ofNullable(arriving.get(name))
                    .filter(named -> named.upload.offer.size() == size)
                    .filter(named -> named.upload.isArriving());
        } finally {
            lock.unlock();
        }
    }

    /// The upload of that name and size, which goes on or begins.
    Outcome<NamedUpload> open(MediaName name, long size, Optional<Md5> md5, SlotLease attendance) {
        lock.lock();
        try {
            if (!awaitQuiet(name, attendance)) {
                return Outcome.refused(RefusalCode.UNAVAILABLE, "it is being sent by another one");
            }
            var known = arriving.get(name);
            if (known != null && known.upload.isArriving()) {
                if (known.upload.offer.size() == size) {
                    return goOn(known, md5, attendance);
                }
                discard(known);
            }
            var admitted = admit(name, size, md5, attendance, true);
            if (admitted instanceof Outcome.Done<NamedUpload>(var named)) {
                arriving.put(name, named);
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nobody else has sent anything under that name for a moment; false if that did
    /// not happen. Called with the lock held, and lets go of it meanwhile.
    private boolean awaitQuiet(MediaName name, SlotLease attendance) {
        var patience = PATIENCE.toNanos();
        while (true) {
            var known = arriving.get(name);
            if (known == null || !known.upload.isArriving()) {
                return true;
            }
            var busy = QUIET.minusMillis(parts.clock().millis() - known.upload.heardMillis());
            if (known.wasBegunBy(attendance) || !busy.isPositive()) {
                return true;
            }
            if (patience <= 0) {
                return false;
            }
            try {
                var before = Math.min(patience, busy.toNanos());
                patience -= before - changed.awaitNanos(before);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private Outcome<NamedUpload> goOn(NamedUpload known, Optional<Md5> md5, SlotLease attendance) {
        var outcome = admission.offer(Space.OWNER, known.upload.offer, attendance, md5.isPresent());
        return switch (outcome) {
            case Outcome.Done<UploadStatus> _ -> {
                known.begunBy(attendance, md5);
                yield Outcome.done(known);
            }
            case Outcome.Refused<UploadStatus>(var refusal) -> Outcome.refused(refusal);
        };
    }

    /// A new upload, of which nobody knows yet.
    ///
    /// @param kept whether what came of it is kept when its sender leaves midway
    Outcome<NamedUpload> admit(
            MediaName name, long size, Optional<Md5> md5, SlotLease attendance, boolean kept) {
        var offer = new Offer(UploadId.random(), name, size, ContentType.BYTES, true);
        var outcome = admission.offer(Space.OWNER, offer, attendance, md5.isPresent());
        if (outcome instanceof Outcome.Refused<UploadStatus>(var refusal)) {
            return Outcome.refused(refusal);
        }
        if (uploads.find(offer.id()) instanceof UploadBook.Entry.Unfinished(var upload)) {
            var named = new NamedUpload(upload, parts, kept);
            named.begunBy(attendance, md5);
            return Outcome.done(named);
        }
        return Outcome.refused(RefusalCode.UNAVAILABLE);
    }

    /// Turns an upload, all of which is held, into a media.
    Outcome<Media> complete(NamedUpload named) {
        var outcome = finisher.finishLearned(named.upload, named.md5());
        switch (outcome) {
            case Outcome.Done<Media> _ -> forget(named);
            // Nobody knows which bytes are the wrong ones.
            case Outcome.Refused<Media>(var refusal)
                    when refusal.code() == RefusalCode.DIGEST_MISMATCH ->
                    discard(named);
            case Outcome.Refused<Media> _ -> {}
        }
        return outcome;
    }

    /// Removes an upload and all that came of it.
    void discard(NamedUpload named) {
        var upload = named.upload;
        if (upload.sweep(Instant.MAX)) {
            uploads.remove(upload);
        }
        parts.slots().release(upload.id());
        forget(named);
        LOG.atDebug().addKeyValue("uploadId", upload.id()).log("an upload was given up");
    }

    private void forget(NamedUpload named) {
        lock.lock();
        try {
            arriving.remove(named.upload.offer.name(), named);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
