package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.Md5;
import io.sampan.model.RangeSet;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One upload that comes in stripes, and who writes which.
///
/// Stripes begin and end within leaves, so a leaf may be sent from two places at once (of a small
/// file from three). Such a leaf is a *seam*: each writer records the part that it brought, and
/// whoever brings the last of them reads the leaf back and verifies it.
///
/// ```
///    leaf        |---- 0 ----|---- 1 ----|---- 2 ----|---- 3 ----|
///    stripes     |------ a -------|------- b -------|----- c ----|
///                             seam          seam ^
/// ```
///
/// All methods may be called from any thread. Locks are taken in this order: the stripes, one
/// writer, the seams, the gate of the bytes.
final class Striped {

    private static final int READ_BYTES = 128 << 10;

    final Upload upload;

    /// Whether what came is kept when its sender leaves midway.
    final boolean kept;

    private final UploadParts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock seams = new ReentrantLock();
    private final Map<ByteRange, StripeIntake> writers = new HashMap<>();
    private volatile long heardMillis;
    private volatile @Nullable SlotLease beginner;
    private volatile Optional<Md5> md5 = Optional.empty();

    Striped(Upload upload, UploadParts parts, boolean kept) {
        this.upload = upload;
        this.parts = parts;
        this.kept = kept;
    }

    /// The conversation asked for the upload, and was let in.
    ///
    /// @param newMd5 of the whole, where it is known
    void begunBy(SlotLease attendance, Optional<Md5> newMd5) {
        beginner = attendance;
        md5 = newMd5;
        heard(parts.clock().millis());
    }

    /// What the MD5 of the whole should be, as far as the conversation that asked last knows.
    Optional<Md5> md5() {
        return md5;
    }

    boolean wasBegunBy(SlotLease attendance) {
        return attendance.equals(beginner);
    }

    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    /// When something of it was last heard; long ago if that was in another run.
    long heardMillis() {
        return heardMillis;
    }

    /// A writer of the stripe from `from` on; an older one loses it. Empty if bytes of the stripe
    /// before `from` are missing.
    Optional<StripeIntake> writer(ByteRange stripe, long from, SlotHold slot, StripeBook book) {
        lock.lock();
        try {
            var older = writers.remove(stripe);
            if (older != null) {
                older.lose(RefusalCode.LEAF_BUSY);
                parts.counters().takenOverLeaves.increment();
            }
            if (from > stripe.from() + heldNow(stripe)) {
                return Optional.empty();
            }
            var writer = new StripeIntake(this, book, stripe, from, slot, parts);
            writers.put(stripe, writer);
            heard(parts.clock().millis());
            return Optional.of(writer);
        } finally {
            lock.unlock();
        }
    }

    /// The writer is done.
    void end(StripeIntake writer) {
        lock.lock();
        try {
            writers.remove(writer.stripe, writer);
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes of a stripe are held from its start, also of what is being written now.
    long held(ByteRange stripe) {
        lock.lock();
        try {
            var writer = writers.get(stripe);
            if (writer != null) {
                writer.record();
            }
            return heldNow(stripe);
        } finally {
            lock.unlock();
        }
    }

    private long heldNow(ByteRange stripe) {
        var run = upload.bytes.held().orElse(RangeSet.EMPTY).runFrom(stripe.from());
        return Math.min(stripe.length(), run);
    }

    /// Whether anything has come.
    boolean hasBytes() {
        return upload.bytes.heldBytes() > 0;
    }

    /// Whether every byte is held.
    boolean isWhole() {
        return upload.bytes.heldBytes() == upload.offer.size();
    }

    /// Writes bytes of a leaf that others may write to as well, elsewhere in it.
    boolean writeSeam(long at, ByteBuffer piece) {
        seams.lock();
        try {
            return upload.bytes.write(at, piece);
        } finally {
            seams.unlock();
        }
    }

    /// A part of a leaf has been written; if it was the last that was missing, the leaf is read
    /// back and verified.
    ///
    /// @param part counted from the start of the leaf
    /// @return false if the upload is gone
    boolean record(int leaf, ByteRange part) {
        seams.lock();
        try {
            var whole = new ByteRange(0, upload.bytes.leafLength(leaf));
            return upload.bytes.part(leaf, part)
                    && (!isWritten(leaf, whole) || verify(leaf, whole));
        } finally {
            seams.unlock();
        }
    }

    /// Verifies what was written and not verified yet: a kill may have fallen in between.
    void verifySeams() {
        seams.lock();
        try {
            for (var leaf = 0; leaf < upload.bytes.leaves(); leaf++) {
                var whole = new ByteRange(0, upload.bytes.leafLength(leaf));
                if (isWritten(leaf, whole)) {
                    verify(leaf, whole);
                }
            }
        } finally {
            seams.unlock();
        }
    }

    private boolean isWritten(int leaf, ByteRange whole) {
        return upload.bytes
                .ask(blob -> blob.digest(leaf).isEmpty() && blob.parts(leaf).contains(whole))
                .orElse(false);
    }

    private boolean verify(int leaf, ByteRange whole) {
        var hasher = Sha256.hasher();
        if (!hash(leaf, (int) whole.length(), hasher)
                || !upload.bytes.verified(leaf, Sha256.finish(hasher))) {
            return false;
        }
        upload.onVerified(leaf);
        return true;
    }

    /// Feeds the first `length` bytes of a leaf to a hasher; false if the upload is gone.
    boolean hash(int leaf, int length, MessageDigest hasher) {
        var buffer = ByteBuffer.allocate(Math.min(length, READ_BYTES));
        for (var at = 0; at < length; at += buffer.limit()) {
            buffer.clear().limit(Math.min(buffer.capacity(), length - at));
            if (!upload.bytes.read(Leaf.start(leaf) + at, buffer)) {
                return false;
            }
            hasher.update(buffer.flip());
        }
        return true;
    }
}
