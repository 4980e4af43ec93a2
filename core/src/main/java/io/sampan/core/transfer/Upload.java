package io.sampan.core.transfer;

import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.UploadRecord;
import io.sampan.core.storage.UploadRepository;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.Offer;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One upload from its offer until it is complete, cancelled or swept: its state, its bytes, who
/// writes them, and the space it was promised.
///
/// All methods may be called from any thread. The state is changed under the upload's own lock,
/// which is taken before any of [LeafClaims], the ledger or the store; lanes that write never take
/// it.
final class Upload {

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    final Offer offer;
    final UserName owner;
    final Instant offered;
    final UploadBytes bytes;
    final LeafClaims claims;

    /// Held by the one lane that finishes the upload; another one waits for its answer.
    final ReentrantLock finishing = new ReentrantLock();

    private final UploadRepository facts;
    private final SpaceBook.Reservation reservation;
    private final SyncPacer pacer;
    private final Executor background;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile UploadState state;
    private volatile Instant touched;
    private volatile long heardMillis;
    private volatile @Nullable Md5Follower md5;

    Upload(
            UploadRecord record,
            UploadState state,
            UploadParts parts,
            SpaceBook.Reservation reservation) {
        this.offer = record.offer();
        this.owner = record.owner();
        this.offered = record.offered();
        this.touched = record.touched();
        this.state = state;
        this.facts = parts.ledger().uploads();
        this.reservation = reservation;
        this.background = parts.background();
        this.bytes =
                new UploadBytes(
                        parts.blobs(), offer.id(), offer.size(), reservation, parts.clock());
        this.claims =
                new LeafClaims(
                        bytes, parts.clock(), parts.counters().takenOverLeaves, this::onReopened);
        this.pacer = new SyncPacer(bytes, parts.clock(), background);
    }

    UploadId id() {
        return offer.id();
    }

    UploadState state() {
        return state;
    }

    boolean isArriving() {
        return state instanceof UploadState.Arriving;
    }

    Instant touched() {
        return touched;
    }

    /// Whether an offer with this id means this upload.
    boolean isMeantBy(UserName who, Offer other) {
        return owner.equals(who)
                && offer.name().equals(other.name())
                && offer.size() == other.size();
    }

    /// The upload as its owner sees it in a list; empty if it is finished or gone.
    Optional<UploadSummary> summary() {
        var seen =
                switch (state) {
                    case UploadState.Arriving _ -> Optional.of(UploadSummary.State.OPEN);
                    case UploadState.Paused _ -> Optional.of(UploadSummary.State.PAUSED);
                    case UploadState.Cancelled _, UploadState.Complete _, UploadState.Swept _ ->
                            Optional.<UploadSummary.State>empty();
                };
        return seen.map(s -> new UploadSummary(offer, s, bytes.heldBytes(), offered, touched));
    }

    /// Every byte that is held, also of what lanes are writing now; empty if the bytes are gone.
    Optional<RangeSet> held() {
        claims.recordWritten();
        return bytes.held();
    }

    /// How many bytes are held from the start without a gap, also of what is being written now; 0
    /// if the bytes are gone.
    long heldFromStart() {
        return held().orElse(RangeSet.EMPTY).runFrom(0);
    }

    /// The upload was active; the ledger is told of it once a minute.
    void touch(Instant now) {
        if (Duration.between(touched, now).compareTo(TOUCH_EVERY) >= 0) {
            touched = now;
            facts.touch(id(), now);
        }
    }

    /// Makes sure that the rest of it has its space, also where that was given to others in a long
    /// silence.
    ///
    /// @return why it has none now
    Optional<Refusal> renewSpace() {
        return reservation.renew();
    }

    /// A byte of it came.
    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    /// When a byte of it last came; long ago if that was in another run.
    long heardMillis() {
        return heardMillis;
    }

    /// Verifies leaves that were written from several places and not verified yet; whether there
    /// was one.
    boolean verifyWritten() {
        return claims.verifyWritten(this::onVerified);
    }

    /// A leaf is whole and right.
    void onVerified(int leaf) {
        pacer.verified(bytes.leafLength(leaf));
        var follower = md5;
        if (follower != null) {
            follower.verified(leaf, background);
        }
    }

    private void onReopened(int leaf) {
        var follower = md5;
        if (follower != null) {
            follower.reopened(leaf);
        }
    }

    /// An MD5 will be asked for: computes it as the bytes come.
    void followMd5() {
        md5().start(background);
    }

    /// The MD5 of the whole, all of which is verified.
    Md5 md5OfWhole() {
        return md5().ofWhole();
    }

    private Md5Follower md5() {
        lock.lock();
        try {
            var follower = md5;
            if (follower == null) {
                follower = new Md5Follower(bytes);
                md5 = follower;
            }
            return follower;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes are welcome again, if it was paused. Gives the state after it.
    UploadState resume(Instant now) {
        lock.lock();
        try {
            if (state instanceof UploadState.Paused paused) {
                record(UploadRecord.State.OPEN, now);
                claims.open();
                state = paused.toArriving();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// No more bytes, if it was arriving. Gives the state after it.
    UploadState pause(Instant now) {
        lock.lock();
        try {
            if (state instanceof UploadState.Arriving arriving) {
                record(UploadRecord.State.PAUSED, now);
                state = arriving.toPaused();
                claims.shut(RefusalCode.PAUSED);
                bytes.close();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Removes the bytes, unless it is complete. Gives the state after it.
    UploadState cancel(Instant now) {
        lock.lock();
        try {
            switch (state) {
                case UploadState.Arriving arriving -> toCancelled(arriving.toCancelled(now), now);
                case UploadState.Paused paused -> toCancelled(paused.toCancelled(now), now);
                case UploadState.Cancelled _, UploadState.Complete _, UploadState.Swept _ -> {}
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void toCancelled(UploadState.Cancelled cancelled, Instant now) {
        record(UploadRecord.State.CANCELLED, now);
        state = cancelled;
        removeBytes();
    }

    /// Removes the upload if nobody touched it since `last`; true if it is gone then. After a fault
    /// it is tried again.
    boolean sweep(Instant last) {
        lock.lock();
        try {
            if (touched.isAfter(last)) {
                return false;
            }
            switch (state) {
                case UploadState.Arriving arriving -> state = arriving.toSwept();
                case UploadState.Paused paused -> state = paused.toSwept();
                case UploadState.Swept _ -> {}
                case UploadState.Cancelled _, UploadState.Complete _ -> {
                    return false;
                }
            }
            removeBytes();
            facts.remove(id());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void removeBytes() {
        claims.shut(RefusalCode.CANCELLED);
        try {
            bytes.discard();
        } finally {
            reservation.release();
        }
    }

    /// Turns it into a media, if it is still arriving. Gives the state after it.
    UploadState complete(Media media, MediaRepository mediaFacts) {
        lock.lock();
        try {
            if (state instanceof UploadState.Arriving arriving) {
                bytes.complete(media);
                mediaFacts.record(media);
                state = arriving.toComplete(media);
                bytes.retire();
                reservation.turnIntoStored();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of the files; what came is kept.
    void close() {
        var follower = md5;
        if (follower != null) {
            follower.stop();
        }
        claims.recordWritten();
        bytes.close();
    }

    private void record(UploadRecord.State newState, Instant now) {
        facts.record(new UploadRecord(offer, owner, newState, offered, now));
        touched = now;
    }
}
