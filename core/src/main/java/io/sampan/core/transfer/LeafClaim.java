package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The right of one block to write bytes of one leaf. It may be lost at any moment to another lane,
/// to a pause or to the end of the upload. Losing waits for the write that is under way, and after
/// it nothing that is asked of the claim reaches the leaf any more: each method says false then.
///
/// Used by the lane's thread; [#lose] and [#record] by any.
final class LeafClaim {

    private static final long RECORD_EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

    /// What a kill of the server may cost of a block without digests; a record is one small write.
    private static final int RECORD_EVERY_BYTES = 256 << 10;

    private final LeafPart part;
    private final int start;
    private final boolean hashed;
    private final boolean learning;
    private final BlockWriter writer;
    private final UploadBytes bytes;
    private final ReentrantLock turn;
    private int written;
    private int recorded;
    private long recordedMillis;
    private @Nullable RefusalCode lost;

    /// @param start where in the leaf the first byte goes that is not held yet
    /// @param hashed whether everything before `start` is held, so that a digest of the leaf can be
    ///   computed as the bytes come
    /// @param learning whether no digest was announced
    /// @param turn shared by all claims of this leaf
    LeafClaim(
            LeafPart part,
            int start,
            boolean hashed,
            boolean learning,
            BlockWriter writer,
            UploadBytes bytes,
            ReentrantLock turn,
            long nowMillis) {
        this.part = part;
        this.start = start;
        this.hashed = hashed;
        this.learning = learning;
        this.writer = writer;
        this.bytes = bytes;
        this.turn = turn;
        this.written = start;
        this.recorded = start;
        this.recordedMillis = nowMillis;
    }

    int leaf() {
        return part.leaf();
    }

    int start() {
        return start;
    }

    boolean isHashed() {
        return hashed;
    }

    boolean isOf(BlockWriter other) {
        return writer.equals(other);
    }

    boolean overlaps(ByteRange other) {
        return part.from() < other.to() && other.from() < part.to();
    }

    private boolean inTurn(BooleanSupplier work) {
        turn.lock();
        try {
            return lost == null && stillThere(work.getAsBoolean());
        } finally {
            turn.unlock();
        }
    }

    private boolean stillThere(boolean there) {
        if (!there && lost == null) {
            lost = RefusalCode.CANCELLED;
        }
        return there;
    }

    /// Writes `piece` at `at` bytes into the leaf, right behind what was written before. What was
    /// written is recorded now and then, so that a kill of the server does not cost a leaf.
    boolean write(int at, ByteBuffer piece, long nowMillis) {
        return inTurn(() -> {
            var end = at + piece.remaining();
            if (!bytes.write(Leaf.start(leaf()) + at, piece)) {
                return false;
            }
            written = end;
            var due =
                    nowMillis - recordedMillis >= RECORD_EVERY_MILLIS
                            || (learning && written - recorded >= RECORD_EVERY_BYTES);
            if (!due) {
                return true;
            }
            recordedMillis = nowMillis;
            return recordNow();
        });
    }

    /// Fills `into` with what is held of the leaf, from `at`.
    boolean read(int at, ByteBuffer into) {
        return inTurn(() -> bytes.read(Leaf.start(leaf()) + at, into));
    }

    /// The leaf is whole, and this is its digest.
    boolean verified(Sha256 digest) {
        return inTurn(() -> bytes.verified(leaf(), digest));
    }

    /// The leaf is whole, if what others wrote to it is counted too: reads it back and verifies it.
    ///
    /// @return whether it is verified now
    boolean verifyIfWritten() {
        var verified = new boolean[1];
        inTurn(() -> {
            verified[0] = bytes.isWritten(leaf()) && bytes.verifyWritten(leaf());
            return true;
        });
        return verified[0];
    }

    /// Nothing of the leaf counts as held.
    boolean forget() {
        return inTurn(() -> {
            written = 0;
            return bytes.forget(leaf());
        });
    }

    /// What was written so far counts as held. Of a block whose bytes count only once its checksum
    /// was compared, nothing is recorded before.
    boolean record() {
        return inTurn(this::recordNow);
    }

    private boolean recordNow() {
        if (writer.isProvisional()) {
            return true;
        }
        if (!learning) {
            return written == part.length() || bytes.head(leaf(), written);
        }
        if (written == recorded) {
            return true;
        }
        recorded = written;
        return bytes.part(leaf(), new ByteRange(start, written));
    }

    /// Takes the claim away; what was written is held.
    void lose(RefusalCode why) {
        turn.lock();
        try {
            record();
            if (lost == null) {
                lost = why;
            }
        } finally {
            turn.unlock();
        }
    }

    /// Why the claim was lost, if it was.
    Optional<RefusalCode> lost() {
        turn.lock();
        try {
            return Optional.ofNullable(lost);
        } finally {
            turn.unlock();
        }
    }
}
