package io.sampan.core.transfer;

import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Who writes which leaf of one upload. On one leaf there is one writer at a time, and the newest
/// one wins: a lane that comes for a leaf is alive, the one that has it may be dead.
///
/// All methods may be called from any thread. Locks are taken in this order: the claims, one claim,
/// the gate of the bytes.
final class LeafClaims {

    /// What a lane was told that came with some bytes of a leaf.
    sealed interface Answer {

        /// The leaf is the lane's to write.
        record Granted(LeafClaim claim) implements Answer {}

        /// All of these bytes are held already.
        record Held() implements Answer {}

        /// Bytes before these have not come, so these cannot be kept.
        record Gap() implements Answer {}

        /// The upload takes no bytes now.
        record Shut(RefusalCode why) implements Answer {}
    }

    private final UploadBytes bytes;
    private final InstantSource clock;
    private final LongAdder takenOver;
    private final IntConsumer onReopened;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, LeafClaim> live = new HashMap<>();
    private @Nullable RefusalCode shut;
    private boolean doubted;

    /// @param takenOver counts the leaves that one lane took from another
    /// @param onReopened is told of a verified leaf that is going to be written again
    LeafClaims(
            UploadBytes bytes, InstantSource clock, LongAdder takenOver, IntConsumer onReopened) {
        this.bytes = bytes;
        this.clock = clock;
        this.takenOver = takenOver;
        this.onReopened = onReopened;
    }

    /// A lane comes with the bytes `from` to `to` of a leaf.
    ///
    /// @param digest what the whole leaf should be
    Answer take(int leaf, int from, int to, Sha256 digest) {
        lock.lock();
        try {
            if (shut != null) {
                return new Answer.Shut(shut);
            }
            var older = live.get(leaf);
            // What the older lane is about to do to the leaf must not fall between what is found of
            // the leaf here and what follows from it.
            return older == null
                    ? answer(leaf, from, to, digest, Optional.empty())
                    : older.inTurn(() -> answer(leaf, from, to, digest, Optional.of(older)));
        } finally {
            lock.unlock();
        }
    }

    private Answer answer(int leaf, int from, int to, Sha256 digest, Optional<LeafClaim> older) {
        older.ifPresent(LeafClaim::recordHead);
        if (doubted) {
            reopenIfOther(leaf, digest);
        }
        var held = bytes.heldOf(leaf);
        if (held.isEmpty()) {
            return new Answer.Shut(RefusalCode.CANCELLED);
        }
        if (to <= held.get()) {
            return new Answer.Held();
        }
        if (from > held.get()) {
            return new Answer.Gap();
        }
        older.ifPresent(this::takeOver);
        var claim = new LeafClaim(leaf, bytes, from, clock.millis());
        live.put(leaf, claim);
        return new Answer.Granted(claim);
    }

    private void takeOver(LeafClaim older) {
        older.lose(RefusalCode.LEAF_BUSY);
        takenOver.increment();
    }

    private void reopenIfOther(int leaf, Sha256 digest) {
        var verified = bytes.ask(blob -> blob.digest(leaf)).flatMap(d -> d);
        if (verified.isPresent() && !verified.get().equals(digest)) {
            bytes.forget(leaf);
            onReopened.accept(leaf);
        }
    }

    /// The lane is done with the leaf.
    void end(LeafClaim claim) {
        lock.lock();
        try {
            live.remove(claim.leaf, claim);
        } finally {
            lock.unlock();
        }
    }

    /// Records what each lane has written so far, so that it counts as held.
    void recordHeads() {
        lock.lock();
        try {
            live.values().forEach(LeafClaim::recordHead);
        } finally {
            lock.unlock();
        }
    }

    /// Nobody writes any more, until [#open].
    void shut(RefusalCode why) {
        lock.lock();
        try {
            shut = why;
            List.copyOf(live.values()).forEach(claim -> claim.lose(why));
            live.clear();
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            shut = null;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a verified leaf may be written again by whoever brings another digest for it: only
    /// after the whole was found to be wrong though every leaf of it was right.
    void doubt(boolean wholeIsWrong) {
        lock.lock();
        try {
            doubted = wholeIsWrong;
        } finally {
            lock.unlock();
        }
    }
}
