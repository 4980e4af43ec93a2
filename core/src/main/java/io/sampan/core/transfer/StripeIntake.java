package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Takes the bytes of one stripe into its upload, leaf after leaf.
///
/// A leaf that lies wholly within the stripe is hashed as it comes, written, and verified at its
/// end. Of a seam the part is written and recorded ([Striped#record]).
///
/// Used by the lane's thread; [#lose] and [#record] by any.
final class StripeIntake implements BlockIntake {

    /// What a kill of the server may cost of a stripe; a record is one small write.
    private static final int RECORD_EVERY_BYTES = 256 << 10;

    private static final long RECORD_EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

    final ByteRange stripe;

    private final Striped striped;
    private final StripeBook book;
    private final ByteRange range;
    private final SlotHold slot;
    private final UploadParts parts;
    private final UploadBytes bytes;
    private final MessageDigest hasher = Sha256.hasher();

    private final ReentrantLock turn = new ReentrantLock();
    private long at;
    private boolean inLeaf;

    /// Of the leaf that is at hand, what comes before this is held already.
    private long heldTo;

    private long recordedTo;
    private long recordedMillis;
    private @Nullable RefusalCode lost;

    StripeIntake(
            Striped striped,
            StripeBook book,
            ByteRange stripe,
            long from,
            SlotHold slot,
            UploadParts parts) {
        this.striped = striped;
        this.book = book;
        this.stripe = stripe;
        this.range = new ByteRange(from, stripe.to());
        this.slot = slot;
        this.parts = parts;
        this.bytes = striped.upload.bytes;
        this.at = from;
        this.recordedTo = from;
        this.recordedMillis = parts.clock().millis();
    }

    @Override
    public void accept(ByteBuffer piece) {
        if (piece.remaining() > range.to() - at) {
            throw new IllegalStateException("more came than the stripe has");
        }
        turn.lock();
        try {
            var now = parts.clock().millis();
            striped.heard(now);
            if (!slot.heard(now)) {
                loseNow(RefusalCode.SLOT_LOST);
            }
            var limit = piece.limit();
            while (piece.position() < limit) {
                var leafEnd = Math.min(stripe.to(), Leaf.start(leaf()) + bytes.leafLength(leaf()));
                var length = (int) Math.min(limit - piece.position(), leafEnd - at);
                take(piece.slice(piece.position(), length));
                piece.position(piece.position() + length);
                at += length;
                if (at == leafEnd) {
                    endLeaf();
                }
            }
            recordNowAndThen(now);
        } finally {
            turn.unlock();
        }
    }

    private int leaf() {
        return Leaf.at(at);
    }

    /// Whether all of a leaf is this stripe's.
    private boolean isOwn(int leaf) {
        return stripe.from() <= Leaf.start(leaf)
                && Leaf.start(leaf) + bytes.leafLength(leaf) <= stripe.to();
    }

    private void take(ByteBuffer piece) {
        if (lost == null && !inLeaf) {
            beginLeaf();
        }
        var fresh = Math.clamp(at + piece.remaining() - heldTo, 0, piece.remaining());
        if (lost != null) {
            fresh = 0;
        }
        parts.counters().droppedBytes.add(piece.remaining() - fresh);
        if (fresh > 0) {
            var from = at + piece.remaining() - fresh;
            write(from, piece.slice(piece.remaining() - fresh, fresh));
        }
    }

    private void beginLeaf() {
        var leaf = leaf();
        var start = Leaf.start(leaf);
        inLeaf = true;
        heldTo =
                bytes.ask(blob ->
                                blob.digest(leaf).isPresent()
                                        ? start + bytes.leafLength(leaf)
                                        : at + blob.parts(leaf).runFrom(at - start))
                        .orElse(at);
        if (isOwn(leaf)) {
            hasher.reset();
            if (!isVerified(leaf)) {
                stillThere(striped.hash(leaf, (int) (heldTo - start), hasher));
            }
        }
    }

    private boolean isVerified(int leaf) {
        return bytes.ask(blob -> blob.digest(leaf).isPresent()).orElse(false);
    }

    private void write(long from, ByteBuffer piece) {
        var length = piece.remaining();
        if (isOwn(leaf())) {
            hasher.update(piece.duplicate());
            stillThere(bytes.write(from, piece));
        } else {
            stillThere(striped.writeSeam(from, piece));
        }
        parts.counters().acceptedBytes.add(length);
    }

    /// The last byte of the leaf, or of the stripe, has come.
    private void endLeaf() {
        inLeaf = false;
        var leaf = Leaf.at(at - 1);
        if (lost != null || isVerified(leaf)) {
            return;
        }
        if (isOwn(leaf)) {
            stillThere(bytes.verified(leaf, Sha256.finish(hasher)));
            striped.upload.onVerified(leaf);
        } else {
            recordUpTo(leaf, at);
        }
    }

    private void recordNowAndThen(long now) {
        if (at - recordedTo >= RECORD_EVERY_BYTES || now - recordedMillis >= RECORD_EVERY_MILLIS) {
            recordedTo = at;
            recordedMillis = now;
            recordNow();
        }
    }

    /// What has been written so far counts as held.
    void record() {
        turn.lock();
        try {
            recordNow();
        } finally {
            turn.unlock();
        }
    }

    private void recordNow() {
        if (lost == null && inLeaf && at > heldTo) {
            recordUpTo(leaf(), at);
        }
    }

    /// A stripe has no gaps: what lies before a byte of it that is held is held too.
    private void recordUpTo(int leaf, long end) {
        var start = Leaf.start(leaf);
        var from = Math.max(0, stripe.from() - start);
        stillThere(striped.record(leaf, new ByteRange(from, end - start)));
    }

    private void stillThere(boolean there) {
        if (!there && lost == null) {
            lost = RefusalCode.CANCELLED;
        }
    }

    /// Takes the stripe away; what was written is held.
    void lose(RefusalCode why) {
        turn.lock();
        try {
            loseNow(why);
        } finally {
            turn.unlock();
        }
    }

    private void loseNow(RefusalCode why) {
        recordNow();
        if (lost == null) {
            lost = why;
        }
    }

    /// Done, if all of the stripe is held; and where that was the last that was missing of the
    /// file, the file is complete.
    @Override
    public Outcome<ByteRange> finish() {
        if (at != range.to()) {
            throw new IllegalStateException("bytes of the stripe are missing");
        }
        striped.end(this);
        var why = lost;
        if (why != null) {
            return isComplete() ? Outcome.done(range) : refused(why);
        }
        if (striped.isWhole()
                && book.complete(striped) instanceof Outcome.Refused<Media>(var refusal)) {
            return Outcome.refused(refusal);
        }
        return Outcome.done(range);
    }

    private Outcome<ByteRange> refused(RefusalCode why) {
        if (!striped.kept) {
            book.discard(striped);
        }
        return Outcome.refused(why);
    }

    /// Whether others brought the last that was missing; what this one brought was there already.
    private boolean isComplete() {
        return parts.ledger().media().find(striped.upload.id().toMediaId()).isPresent();
    }

    @Override
    public void abandon() {
        try {
            record();
        } finally {
            striped.end(this);
            if (!striped.kept) {
                book.discard(striped);
            }
        }
    }
}
