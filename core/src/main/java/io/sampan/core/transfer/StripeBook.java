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

/// The uploads that come in stripes, by name. Methods may be called from any thread.
///
/// They are in the [UploadBook] as well, as uploads of the space's owner, so that slots, space and
/// the sweeper apply to them; nobody else can name them there, as nobody can be that owner.
final class StripeBook {

    private static final Logger LOG = LoggerFactory.getLogger(StripeBook.class);

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
    private final Map<MediaName, Striped> arriving = new HashMap<>();

    StripeBook(UploadParts parts, UploadBook uploads, Admission admission, Finisher finisher) {
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
            var striped = new Striped(upload, parts, true);
            if (upload.offer.size() <= largestWhole) {
                discard(striped);
            } else {
                arriving.put(upload.offer.name(), striped);
            }
        }
    }

    /// The upload of that name and size, as long as bytes of it are welcome.
    Optional<Striped> find(MediaName name, long size) {
        lock.lock();
        try {
            return Optional.ofNullable(arriving.get(name))
                    .filter(striped -> striped.upload.offer.size() == size)
                    .filter(striped -> striped.upload.isArriving());
        } finally {
            lock.unlock();
        }
    }

    /// The upload of that name and size, which goes on or begins.
    Outcome<Striped> open(MediaName name, long size, Optional<Md5> md5, SlotLease attendance) {
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
            if (admitted instanceof Outcome.Done<Striped>(var striped)) {
                arriving.put(name, striped);
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
            var busy = QUIET.minusMillis(parts.clock().millis() - known.heardMillis());
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

    private Outcome<Striped> goOn(Striped known, Optional<Md5> md5, SlotLease attendance) {
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
    Outcome<Striped> admit(
            MediaName name, long size, Optional<Md5> md5, SlotLease attendance, boolean kept) {
        var offer = new Offer(UploadId.random(), name, size, ContentType.BYTES, true);
        var outcome = admission.offer(Space.OWNER, offer, attendance, md5.isPresent());
        if (outcome instanceof Outcome.Refused<UploadStatus>(var refusal)) {
            return Outcome.refused(refusal);
        }
        if (uploads.find(offer.id()) instanceof UploadBook.Entry.Unfinished(var upload)) {
            var striped = new Striped(upload, parts, kept);
            striped.begunBy(attendance, md5);
            return Outcome.done(striped);
        }
        return Outcome.refused(RefusalCode.UNAVAILABLE);
    }

    /// Turns an upload, all of which is held, into a media.
    Outcome<Media> complete(Striped striped) {
        striped.verifySeams();
        var outcome = finisher.finishAsItIs(striped.upload, striped.md5());
        switch (outcome) {
            case Outcome.Done<Media> _ -> forget(striped);
            // Nobody knows which bytes are the wrong ones.
            case Outcome.Refused<Media>(var refusal)
                    when refusal.code() == RefusalCode.DIGEST_MISMATCH ->
                    discard(striped);
            case Outcome.Refused<Media> _ -> {}
        }
        return outcome;
    }

    /// Removes an upload and all that came of it.
    void discard(Striped striped) {
        var upload = striped.upload;
        if (upload.sweep(Instant.MAX)) {
            uploads.remove(upload);
        }
        parts.slots().release(upload.id());
        forget(striped);
        LOG.atDebug().addKeyValue("uploadId", upload.id()).log("an upload was given up");
    }

    private void forget(Striped striped) {
        lock.lock();
        try {
            arriving.remove(striped.upload.offer.name(), striped);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
