package io.sampan.core.transfer;

import io.sampan.model.Leaf;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The right of one lane to write to one leaf. It may be lost at any moment to another lane, to a
/// pause or to the end of the upload. Losing waits for the write that is under way, and after it
/// nothing that is asked of the claim reaches the leaf any more: each method says false then.
///
/// Used by the lane's thread; [#lose] and [#recordHead] by any.
final class LeafClaim {

    private static final long RECORD_EVERY_MILLIS = Duration.ofSeconds(1).toMillis();

    final int leaf;
    private final UploadBytes bytes;
    private final ReentrantLock turn = new ReentrantLock();
    private int written;
    private long recordedMillis;
    private @Nullable RefusalCode lost;

    /// @param held bytes from the start of the leaf that this claim goes on from
    LeafClaim(int leaf, UploadBytes bytes, int held, long nowMillis) {
        this.leaf = leaf;
        this.bytes = bytes;
        this.written = held;
        this.recordedMillis = nowMillis;
    }

    /// Writes `piece` at `at` bytes into the leaf, right behind what was written before. On a slow
    /// lane the head is recorded now and then, so that a kill of the server does not cost a leaf.
    boolean write(int at, ByteBuffer piece, long nowMillis) {
        turn.lock();
        try {
            var end = at + piece.remaining();
            if (lost != null || !stillThere(bytes.write(Leaf.start(leaf) + at, piece))) {
                return false;
            }
            written = end;
            if (nowMillis - recordedMillis >= RECORD_EVERY_MILLIS && end < bytes.leafLength(leaf)) {
                recordedMillis = nowMillis;
                return stillThere(bytes.head(leaf, written));
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    /// Fills `into` with what is held of the leaf, from `at`.
    boolean read(int at, ByteBuffer into) {
        turn.lock();
        try {
            return lost == null && stillThere(bytes.read(Leaf.start(leaf) + at, into));
        } finally {
            turn.unlock();
        }
    }

    boolean verified(Sha256 digest) {
        turn.lock();
        try {
            return lost == null && stillThere(bytes.verified(leaf, digest));
        } finally {
            turn.unlock();
        }
    }

    boolean forget() {
        turn.lock();
        try {
            written = 0;
            return lost == null && stillThere(bytes.forget(leaf));
        } finally {
            turn.unlock();
        }
    }

    /// What was written so far is the leaf's head.
    boolean recordHead() {
        turn.lock();
        try {
            return lost == null
                    && (written == bytes.leafLength(leaf) || stillThere(bytes.head(leaf, written)));
        } finally {
            turn.unlock();
        }
    }

    /// Does `work` while the lane can do nothing to the leaf.
    <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /// Takes the claim away; what was written is left as the leaf's head.
    void lose(RefusalCode why) {
        turn.lock();
        try {
            recordHead();
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

    private boolean stillThere(boolean there) {
        if (!there && lost == null) {
            lost = RefusalCode.CANCELLED;
        }
        return there;
    }
}
